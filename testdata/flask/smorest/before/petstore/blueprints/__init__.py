from . import pets, vets

BLUEPRINTS = (pets.blp, vets.blp)
