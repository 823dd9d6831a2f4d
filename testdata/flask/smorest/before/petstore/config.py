class Config:
    API_TITLE = "Pets"
    API_VERSION = "v1"
    OPENAPI_VERSION = "3.0.3"
