import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    dsn: str | None = os.environ.get("SENTRY_DSN")
    environment: str = os.environ.get("ENVIRONMENT", "development")
    api_prefix: str = "/api/v1"


settings = Settings()
