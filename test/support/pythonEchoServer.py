"""Sends every message back; asked for "ping me", it pings."""

import asyncio
import sys

import websockets


async def echo(websocket, path=None):
    async for message in websocket:
        if message == "ping me":
            pong = await websocket.ping(b"are you there")
            await pong
            await websocket.send("you are")
        else:
            await websocket.send(message)


async def main():
    async with websockets.serve(echo, "127.0.0.1", int(sys.argv[1]), subprotocols=["echo"]):
        await asyncio.Future()


asyncio.run(main())
