"""gRPC servers, synchronous and asynchronous."""

from __future__ import annotations

from replaytag.frameworks.grpc.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
