import type { Sentences } from './sentences.ts';

/** getaddrinfo (RFC 3493, section 6.4, and the systems’ own), and the codes of c-ares, which Node’s `dns` reports. */
export const lookupProblems: Sentences = {
  ENOTFOUND: 'The name in {where} was not found. Check its spelling, or use an IP address.',
  EAI_AGAIN: 'The name in {where} could not be looked up now. Check the network, or use an IP address.',
  EAI_ADDRFAMILY:
    'The host in {where} has no address of the IP version that was asked for. Allow both versions.',
  EAI_BADFLAGS:
    'The system does not accept the flags used to look up {where}. Leave the IP version at its default.',
  EAI_BADHINTS: 'The hints for the look-up of {where} contradict each other. Change the IP version.',
  EAI_CANCELED: 'The look-up of the name in {where} was cancelled.',
  EAI_FAIL:
    'The name server permanently refused to look up the name in {where}. Check the DNS settings of this machine.',
  EAI_FAMILY:
    'This machine cannot look up addresses of the IP version wanted for {where}. Choose the other one.',
  EAI_MEMORY: 'There was no memory left to look up the name in {where}. Close programs and try again.',
  EAI_NODATA: 'The name in {where} exists, but has no address. Ask the owner of that domain.',
  EAI_NONAME: 'No name server knows the name in {where}. Check its spelling, or use an IP address.',
  EAI_OVERFLOW: 'The name in {where} is longer than the resolver allows. Use an IP address.',
  EAI_PROTOCOL: 'The resolver does not know the protocol that {where} was looked up for. Use an IP address.',
  EAI_SERVICE: 'The port in {where} is not known for this type of socket. Write it as a number.',
  EAI_SOCKTYPE:
    'The resolver does not know the type of socket that {where} was looked up for. Use an IP address.',
  EAI_SYSTEM: 'The system had an error while it looked up {where}. Check its DNS settings.',
  EAI_IDN_ENCODE: 'The name in {where} cannot be written as an international host name. Check its letters.',
  EFORMERR: 'The name server could not read the query for {where}. Try another name server.',
  ESERVFAIL:
    'The name server had an internal error while it looked up {where}. Try again, or another name server.',
  ENOTIMP: 'The name server cannot answer the kind of query that {where} needs. Try another name server.',
  EREFUSED: 'The name server refuses to answer for {where}. It may serve other networks only; use another.',
  EBADQUERY: 'The query for the name in {where} was malformed. Check the name.',
  EBADNAME: 'The name in {where} is not a host name: each part must have 1 to 63 characters. Correct it.',
  EBADFAMILY: 'The IP version that {where} was looked up for does not exist. Choose 4, 6 or both.',
  EBADRESP: 'The name server sent an answer for {where} that makes no sense. Try another name server.',
  ETIMEOUT: 'No name server answered in time for {where}. Check the network and the DNS settings.',
  EFILE: 'A file of the resolver (hosts, resolv.conf) could not be read for {where}. Check its permissions.',
  EDESTRUCTION: 'The resolver was shut down while it looked up {where}. Try again.',
  EBADSTR: 'The name in {where} has a malformed part. Check its dots and letters.',
  EBADFLAGS:
    'The resolver was given flags for {where} that it does not know. Leave the options at their default.',
  ENONAME: 'The host name to be looked up for {where} is empty. Write a host.',
  EBADHINTS:
    'The resolver was given hints for {where} that it does not know. Leave the IP version at its default.',
  ENOTINITIALIZED: 'The resolver was not ready when {where} was looked up. Try again.',
  ELOADIPHLPAPI:
    'Windows did not load its network library (iphlpapi), so {where} was not looked up. Repair Windows.',
  EADDRGETNETWORKPARAMS:
    'Windows did not report its name servers, so {where} was not looked up. Check its network settings.',
  ECANCELLED: 'The query to the name server for {where} was cancelled.',
  ERR_DNS_SET_SERVERS_FAILED: 'The addresses of the name servers for {where} are not valid. Correct them.',
};
