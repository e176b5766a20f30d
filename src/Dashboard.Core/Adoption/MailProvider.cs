using Dashboard.Core.Dns;

namespace Dashboard.Core.Adoption;

/// <summary>
/// Who runs an MX host: the registrable domain of its name, by an analyst's table of aliases; <see cref="Own"/> for hosts under a
/// domain of the organisation itself.
/// </summary>
/// <param name="registrable">By the public suffix list; null for a name that is a public suffix itself.</param>
/// <param name="aliases">From a registrable domain to the name of its provider.</param>
public sealed class MailProvider(
    Func<DomainName, DomainName?> registrable,
    IReadOnlyDictionary<DomainName, string> aliases
)
{
    public const string Own = "Eigen";

    /// <param name="ownDomains">Every mail domain of the organisations that the mail domain belongs to.</param>
    public string Of(DomainName host, IReadOnlySet<DomainName> ownDomains)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(ownDomains);
        for (var name = host; name is { IsRoot: false }; name = name.Parent)
        {
            if (ownDomains.Contains(name))
            {
                return Own;
            }
        }
        var domain = registrable(host) ?? host;
        return aliases.TryGetValue(domain, out var provider) ? provider : domain.Value;
    }
}
