using Dashboard.Core.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>Who we say to be in EHLO, from the settings and the name of the machine.</summary>
/// <param name="IsQualified">It has two labels or more; else an address literal is sent.</param>
public sealed record EhloIdentity(string Name, bool IsQualified)
{
    public static EhloIdentity Of(ProbeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = options.HeloName is { Length: > 0 } set ? set : System.Net.Dns.GetHostName();
        return new(name, DomainName.TryParse(name, out var parsed) && parsed.Labels.Count > 1);
    }
}
