using System.Net.Sockets;

namespace Dashboard.Probes.Dns;

/// <summary>An answer was truncated over UDP, and none came over TCP: no connection, none in time, or one that ended without it.</summary>
internal sealed class DnsTcpException(SocketError error) : SocketException((int)error);
