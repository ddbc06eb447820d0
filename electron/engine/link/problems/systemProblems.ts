import type { Sentences } from './sentences.ts';

/** Errno of every system that Node runs on (`util.getSystemErrorMap()`), with libuv's own. */
export const systemProblems: Sentences = {
  E2BIG: 'The system was given a longer list for {where} than it accepts. Shorten the options and try again.',
  EACCES: 'The system does not allow {where}. Ports below 1024 need more privileges; choose a higher one.',
  EADDRINUSE: '{where} is in use by another program. Choose another port, or 0 for a free one.',
  EADDRNOTAVAIL: '{where} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.',
  EAFNOSUPPORT:
    'This machine has no network of the kind that {where} needs. Choose the other IP version, or turn it on in the system.',
  EAGAIN: 'The system has no resources left for {where} at the moment. Try again in a while.',
  EALREADY: 'The socket for {where} is already connecting. Wait for it, or close it first.',
  EBADF: 'The socket for {where} was closed while it was in use. Connect again.',
  EBUSY: 'Another program has exclusive use of {where}. Close that program first.',
  ECANCELED: 'The operation with {where} was cancelled before it was done.',
  ECHARSET:
    'The name in {where} has a character that no host name can have. Correct it, or write it in ASCII (xn--…).',
  ECONNABORTED:
    'This machine gave up the connection with {where}. A firewall, a VPN or a change of network can cause this; connect again.',
  ECONNREFUSED: 'Nothing listens at {where} (connection refused). Start the server, or check host and port.',
  ECONNRESET: '{where} reset the connection.',
  EDESTADDRREQ: 'A datagram had no destination. Enter an address, or choose a peer.',
  EEXIST: 'There is already a file at {where}. Remove it, or choose another path.',
  EFAULT: 'The system could not read what it was given for {where}. This is a bug in Wirebench; report it.',
  EFBIG: 'A file for {where} would be larger than its file system allows. Choose another folder.',
  EHOSTUNREACH: 'There is no route to {where} (host unreachable). Check the address and the network.',
  EINTR: 'The system interrupted the operation with {where}. Try again.',
  EINVAL:
    'The system rejects an option or address for {where} as invalid. Check local address, interface, group and TTL, and that their IP versions agree.',
  EIO: 'A device reported an error while {where} was in use. Look in the system log.',
  EISCONN: 'The socket is connected to {where} already. Send without an address, or close it first.',
  EISDIR: '{where} is a folder, not a socket or file. Write the path of something in it.',
  ELOOP: 'The symbolic links on the path of {where} form a loop. Write the path without them.',
  EMFILE: 'Too many files and sockets are open. Close some connections and try again.',
  EMSGSIZE: 'This message is too large for one datagram.',
  ENAMETOOLONG: 'The path or name in {where} is longer than the system allows. Choose a shorter one.',
  ENETDOWN: 'The network that leads to {where} is down. Turn its interface on, or choose another.',
  ENETUNREACH: 'There is no route to {where} (network unreachable). Check the network.',
  ENFILE: 'The whole machine has as many files and sockets open as it allows. Close programs and try again.',
  ENOBUFS:
    'The system has no buffer left for {where}. Wirebench sends faster than the network, or memory is short; send more slowly.',
  ENODEV: 'The interface for {where} is gone, or never existed. Choose one that this machine has.',
  ENOENT: 'There is nothing at the path of {where}. Check how it is written, and whether its server runs.',
  ENOMEM: 'The machine has no memory left for {where}. Close programs and try again.',
  ENONET: 'This machine is on no network, so {where} cannot be reached. Connect it first.',
  ENOPROTOOPT: 'This system does not know one of the socket options for {where}. Set it back to its default.',
  ENOSPC: 'The disk is full, so what {where} needs could not be written. Free some space and try again.',
  ENOSYS:
    'This system lacks a function that {where} needs. Leave the option that asks for it at its default.',
  ENOTCONN: 'The connection with {where} is not open, so nothing can be sent or ended. Connect again.',
  ENOTDIR: 'The path of {where} goes through something that is not a folder. Check how it is written.',
  ENOTEMPTY: 'The folder at {where} is not empty. Choose another path, or empty it.',
  ENOTSOCK: 'What is at {where} is not a socket. Write the path of a socket.',
  ENOTSUP: 'A socket for {where} cannot do what was asked of it. Check protocol, IP version and options.',
  EOVERFLOW: 'A number for {where} is larger than the system can hold. Lower sizes and times in the options.',
  EPERM: 'The system does not allow {where}. A firewall may forbid it.',
  EPIPE: '{where} has closed the connection, so nothing more can be sent.',
  EPROTO: '{where} broke the rules of the protocol (EPROTO). Check that both sides speak the same one.',
  EPROTONOSUPPORT: 'This machine lacks the protocol that {where} needs. Install or enable it in the system.',
  EPROTOTYPE:
    '{where} is a socket of another type: one side uses datagrams and the other a stream. Choose the matching kind.',
  ERANGE: 'A value for {where} is beyond what the system allows. Check the numbers in the options.',
  EROFS: 'The file system of {where} is read-only, so nothing can be created there. Choose another folder.',
  ESHUTDOWN: 'Our side of the connection with {where} was ended, so nothing more can be sent on it.',
  ESPIPE: 'What is at {where} cannot be read from a given position, just as a pipe cannot. Choose a file.',
  ESRCH: 'A process or route that {where} needs has gone. Check that its program still runs.',
  ETIMEDOUT: '{where} did not answer in time. Check host and port, and whether a firewall is between.',
  ETXTBSY: 'The file at {where} is a running program. Choose another path.',
  EXDEV: 'A file for {where} cannot be moved to another file system. Choose a folder on the same one.',
  UNKNOWN:
    'The system refused {where} with an error that Node has no name for. The number beside it is the system’s; look it up in its manual.',
  EOF: '{where} ended the connection before everything expected had arrived.',
  ENXIO: 'Nobody serves the pipe or device at {where}. Start the program that reads it.',
  EMLINK: 'The file at {where} has as many names as its file system allows. Choose another path.',
  EHOSTDOWN: 'The host of {where} does not answer on its own network (host is down). Check that it runs.',
  EREMOTEIO: 'The device at the far side of {where} reported an error. Look at that device.',
  ENOTTY: 'What is at {where} does not support the commands of a socket or terminal. Check the path.',
  EFTYPE: 'The file at {where} has the wrong type for this. Check the path.',
  EILSEQ: 'The path or name in {where} has bytes that are not text in the system’s encoding. Rename it.',
  ESOCKTNOSUPPORT:
    'This system has no sockets of the type that {where} needs. Choose another kind of connection.',
  ENODATA:
    'The name in {where} exists, but has no address of the IP version that was asked for. Allow both versions, or use an IP address.',
  EUNATCH:
    'The driver of the protocol that {where} needs is not loaded. Load it, or choose another protocol.',
  ENOEXEC: 'The file at {where} is not a program that this system can run. Check the path.',
  EWOULDBLOCK: 'The system would have to wait for {where}, and was told not to. Try again in a while.',
  EOPNOTSUPP:
    'The socket of {where} does not support this operation. Check the kind and the options of the connection.',
  EINPROGRESS: 'An earlier operation on the socket of {where} is still under way. Wait for it.',
  ENETRESET:
    'The network dropped the connection with {where} when a keep-alive probe found no route. Connect again.',
  EPFNOSUPPORT: 'The system has no sockets of the family that {where} belongs to. Choose another IP version.',
  ETOOMANYREFS: 'Too many references to {where} are under way in the system. Close some connections.',
  EDQUOT: 'The quota of this user is used up, so what {where} needs could not be written. Free some space.',
  ESTALE: 'The file server behind {where} has forgotten the file. Mount its folder again.',
  ETIME: 'A timer of the system ran out while {where} was in use. Try again.',
  ENOLINK: 'The link to the machine behind {where} was cut. Check its network.',
  EUSERS: 'The system has as many users as it allows, so {where} must wait. Try again later.',
  EBADMSG: 'A message for {where} arrived damaged. Check the cable, the driver or the tunnel.',
};

/** Sentences that differ for a socket file: its owner, its path and a missing server have the same errno as hosts and ports. */
export const socketFileProblems: Sentences = {
  EACCES:
    'The system does not let this user reach {where}. Check the permissions of the socket and of the folders on its path.',
  EPERM: 'The system forbids this user to use {where}. Check who owns it.',
  EADDRINUSE: '{where} is in use: another server listens there. Stop it, or choose another path.',
  EADDRNOTAVAIL: 'A socket cannot be created at {where}. Choose a path in a folder that you can write to.',
  ECONNREFUSED:
    'There is a socket at {where}, but nothing listens on it: its server has ended. Start it again.',
  ENOENT: 'There is no socket at {where}. Start its server, or check how the path is written.',
  ENOTSOCK: '{where} is a file, not a socket. Write the path of the socket.',
  EINVAL: 'The system does not accept {where} as the path of a socket: most systems allow 107 characters.',
  ENAMETOOLONG: 'The path in {where} is too long for a socket: most systems allow 107 characters.',
  EAGAIN:
    'The server at {where} has as many waiting clients as it allows. Try again when it has accepted some.',
  ETIMEDOUT:
    'The server at {where} did not accept the connection in time. Check that it still accepts clients.',
  EPROTOTYPE: '{where} is a datagram socket, but this connection is a stream. Its server expects datagrams.',
  EAFNOSUPPORT: 'This system has no unix sockets, so {where} cannot be used. Use a named pipe, or TCP.',
};
