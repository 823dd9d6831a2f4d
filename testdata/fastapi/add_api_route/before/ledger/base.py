from fastapi import APIRouter, Depends, Header, HTTPException


def check_key(x_api_key: str = Header('')):
    if x_api_key == 'revoked':
        raise HTTPException(status_code=403)


def make_routers():
    public_app = APIRouter()
    api = APIRouter(prefix='/api', dependencies=[Depends(check_key)])
    return public_app, api
