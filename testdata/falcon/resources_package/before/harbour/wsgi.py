from harbour.main import build

application = build()
