"""A member of a multicast group: prints what it hears as JSON lines, answers each, and sends to the group what it reads."""
import json
import select
import socket
import struct
import sys

version, group, port, interface = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
index = socket.if_nametoindex(interface)
if version == 4:
    member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    member.bind(("0.0.0.0", port))
    request = socket.inet_aton(group) + struct.pack("=4si", b"\0\0\0\0", index)
    member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, request)
    member.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("=4s4si", b"\0" * 4, b"\0" * 4, index))
    member.setsockopt(socket.IPPROTO_IP, 12, 1)  # IP_RECVTTL, which Python has no name for
    everybody = (group, port)
else:
    member = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    member.bind(("::", port))
    request = socket.inet_pton(socket.AF_INET6, group) + struct.pack("=i", index)
    member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, request)
    member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
    member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
    everybody = (group, port, 0, index)

print("ready", flush=True)
while True:
    ready, _, _ = select.select([member, sys.stdin], [], [])
    if sys.stdin in ready:
        line = sys.stdin.readline()
        if line == "":
            break
        member.sendto(line.rstrip("\n").encode(), everybody)
    if member in ready:
        data, control, _, source = member.recvmsg(65536, 256)
        ttl = struct.unpack("=i", control[0][2][:4])[0]
        print(json.dumps({"text": data.decode(), "ttl": ttl, "from": source[0]}), flush=True)
        member.sendto(b"heard " + data, source)
