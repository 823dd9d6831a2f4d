"""aiohttp's server: what makes apps, how routes and middleware are registered, and the recipe.

``aiohttp``'s client has nothing to do with any of it.
"""

from replaytag.frameworks.aiohttp.framework import Aiohttp

FRAMEWORK = Aiohttp()
