"""The settings of the stage that ``WAREHOUSE_STAGE`` names."""

import os

if os.environ.get("WAREHOUSE_STAGE", "local") == "production":
    from warehouse.settings.production import *
else:
    from warehouse.settings.local import *
