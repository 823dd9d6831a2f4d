from flask_restful import Api


class CompanyApi(Api):
    """Every resource is served under the organisation's path and, for old clients, without it."""

    def add_org_resource(self, resource, *urls, **kwargs):
        urls = [f"/orgs/<org>{url}" for url in urls] + list(urls)
        return self.add_resource(resource, *urls, **kwargs)
