from clinic.namespaces.patients import ns as patients
from clinic.namespaces.visits import visits_ns

ALL = [(patients, '/patients'), (visits_ns, '/visits')]
