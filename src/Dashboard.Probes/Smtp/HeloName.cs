using System.Net;
using System.Net.Sockets;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// The name said in EHLO: that of the settings, or this machine's. A name without a dot is none in the DNS, and servers refuse it:
/// then an address literal is in its place (RFC 5321 sections 2.3.5 and 4.1.4).
/// </summary>
internal sealed class HeloName(IOptions<ProbeOptions> options)
{
    private readonly EhloIdentity identity = EhloIdentity.Of(options.Value);

    public string For(Socket socket) => identity.IsQualified ? identity.Name : Literal(socket);

    public static string Literal(Socket socket) =>
        socket.LocalEndPoint is IPEndPoint { Address: var local }
            ? local.Unmapped() is { AddressFamily: AddressFamily.InterNetworkV6 } own
                ? $"[IPv6:{new IPAddress(own.GetAddressBytes())}]"
                : $"[{local.Unmapped()}]"
            : $"[{IPAddress.Loopback}]";

    /// <summary>A permanent refusal that quotes the name, of which the server does not think well.</summary>
    public static bool IsRefused(SmtpReply ehlo, string name) =>
        ehlo.Code / 100 == 5
        && !name.StartsWith('[')
        && ehlo.Lines.Any(line => line.Contains(name, StringComparison.OrdinalIgnoreCase));
}
