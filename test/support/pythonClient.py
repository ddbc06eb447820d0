"""Sends a text, bytes and a ping to a server that echoes, and prints what comes back."""

import asyncio
import sys

import websockets


async def main():
    async with websockets.connect(sys.argv[1], subprotocols=["echo"], compression="deflate") as websocket:
        print("subprotocol", websocket.subprotocol)
        await websocket.send("grüß dich")
        print("text", await websocket.recv())
        await websocket.send(bytes(range(256)))
        print("binary", (await websocket.recv()).hex())
        pong = await websocket.ping(b"are you there")
        await pong
        print("pong")
    print("closed", websocket.close_code)


sys.stdout.reconfigure(encoding="utf-8")
asyncio.run(main())
