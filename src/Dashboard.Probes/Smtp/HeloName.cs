using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Smtp;

/// <summary>The name said in EHLO: that of the settings, or this machine's.</summary>
internal sealed class HeloName(IOptions<ProbeOptions> options)
{
    public string Value { get; } =
        options.Value.HeloName is { Length: > 0 } set ? set
        : DomainName.TryParse(System.Net.Dns.GetHostName(), out var own) && !own.IsRoot ? own.Value
        // RFC 5321 section 4.1.4: an address literal where there is no name.
        : $"[{IPAddress.Loopback}]";
}
