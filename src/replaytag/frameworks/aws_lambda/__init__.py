"""AWS Lambda: plain handlers, templates that name them, and what opens their scope."""

from __future__ import annotations

from replaytag.frameworks.aws_lambda.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
