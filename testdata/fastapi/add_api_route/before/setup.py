from setuptools import find_packages, setup

setup(
    name='ledger',
    version='0.9',
    packages=find_packages(),
    install_requires=['fastapi', 'sentry-sdk', 'uvicorn'],
)
