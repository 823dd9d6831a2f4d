from warehouse.settings.base import *

DEBUG = True
