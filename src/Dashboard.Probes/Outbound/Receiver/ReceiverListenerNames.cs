using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// The names of listeners in the settings: the behaviour where the certificate is the ordinary one, the certificate where the
/// behaviour is the normal one. The catalogue needs no other pairs.
/// </summary>
public static class ReceiverListenerNames
{
    private static readonly (
        string Name,
        ListenerBehaviour Behaviour,
        ReceiverCertificate Certificate
    )[] Table =
    [
        ("normal", ListenerBehaviour.Normal, ReceiverCertificate.Ordinary),
        ("tls-only", ListenerBehaviour.TlsOnly, ReceiverCertificate.Ordinary),
        ("no-starttls", ListenerBehaviour.NoStartTls, ReceiverCertificate.Ordinary),
        ("starttls-454", ListenerBehaviour.StartTlsUnavailable, ReceiverCertificate.Ordinary),
        ("close-after-220", ListenerBehaviour.CloseAfterStartTls, ReceiverCertificate.Ordinary),
        ("expired-wrong-name", ListenerBehaviour.Normal, ReceiverCertificate.ExpiredWrongName),
        ("private-authority", ListenerBehaviour.Normal, ReceiverCertificate.PrivateAuthority),
        (
            "private-authority-not-sent",
            ListenerBehaviour.Normal,
            ReceiverCertificate.PrivateAuthorityNotSent
        ),
        (
            "private-authority-wrong-name",
            ListenerBehaviour.Normal,
            ReceiverCertificate.PrivateAuthorityWrongName
        ),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    /// <exception cref="ArgumentException">The catalogue has no host with this pair.</exception>
    public static string Of(ListenerBehaviour behaviour, ReceiverCertificate certificate)
    {
        foreach (var row in Table)
        {
            if (row.Behaviour == behaviour && row.Certificate == certificate)
            {
                return row.Name;
            }
        }
        throw new ArgumentException($"No listener is both {behaviour} and {certificate}.");
    }

    /// <summary>Without regard to case, hyphens and underscores, which not every shell lets into a variable's name.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out string? name,
        out ListenerBehaviour behaviour,
        out ReceiverCertificate certificate
    )
    {
        var bare = Bare(text);
        foreach (var row in Table)
        {
            if (Bare(row.Name) == bare)
            {
                (name, behaviour, certificate) = row;
                return true;
            }
        }
        name = null;
        behaviour = default;
        certificate = default;
        return false;
    }

    private static string Bare(string text) =>
        text.Replace("-", string.Empty, StringComparison.Ordinal)
            .Replace("_", string.Empty, StringComparison.Ordinal)
            .ToLowerInvariant();
}
