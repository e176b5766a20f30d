namespace Dashboard.Core.Inbound.TlsRpt;

/// <summary>The TXT record that asks senders for reports (RFC 8460 section 3).</summary>
/// <param name="Rua">Where they go; <c>mailto:</c> and <c>https:</c> alone.</param>
public sealed record TlsRptRecord(IReadOnlyList<Uri> Rua)
{
    private const string Version = "v=TLSRPTv1";

    /// <summary>Any other record at the name is discarded (section 3).</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Version + ";", StringComparison.Ordinal);
    }

    /// <summary>Null where it breaks the grammar, has no <c>rua</c>, or one with a URI of another kind.</summary>
    public static TlsRptRecord? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = IsOne(text)
            ? VersionedFields.Read(text, Version, c => c is >= ' ' and <= '~')
            : null;
        var uris = fields
            ?.Where(field => field.Name == "rua")
            .SelectMany(field => field.Value.Split(','))
            .Select(uri => Target(uri.Trim(' ', '\t')))
            .ToList();
        return uris is { Count: > 0 } && uris.TrueForAll(uri => uri is not null)
            ? new TlsRptRecord([.. uris.OfType<Uri>()])
            : null;
    }

    private static Uri? Target(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && !text.Contains(' ', StringComparison.Ordinal)
        && (
            uri.Scheme == Uri.UriSchemeMailto
                ? uri is { UserInfo.Length: > 0, Host.Length: > 0 }
                : uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0
        )
            ? uri
            : null;
}
