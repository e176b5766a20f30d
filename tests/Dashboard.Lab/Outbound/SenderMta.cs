using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Outbound;

/// <summary>A sending mail server of the lab: a real one, in one configuration.</summary>
/// <param name="Name">Names its folder, its domain and its host: <c>postfix-dane</c>.</param>
/// <param name="Title">For people: <c>Postfix (dane)</c>.</param>
/// <param name="Address">What it sends from; nobody else has it.</param>
/// <param name="Resolver">Which of the lab's resolvers its machine uses.</param>
public sealed record SenderMta(
    string Name,
    string Title,
    SenderSoftware Software,
    IPAddress Address,
    SenderResolver Resolver
)
{
    /// <summary>The setting this configuration is about, by the names of the software: what docs/senders.md shows.</summary>
    public required IReadOnlyList<MtaSetting> Settings { get; init; }

    public bool ResolverValidates => Resolver == SenderResolver.Validating;

    public DomainName Domain => OutboundTree.Example.Prepend(Name);

    public DomainName Host => Domain.Prepend("mail");

    /// <summary>The envelope's and the message's author.</summary>
    public string Author => $"postmaster@{Domain}";
}
