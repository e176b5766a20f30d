using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dashboard.Core.MailAuthentication;

/// <summary>What receivers are to do with mail that fails (RFC 9989 section 4.7, tag p).</summary>
public enum DmarcRequest
{
    None,
    Quarantine,
    Reject,
}

/// <summary>
/// A whole DMARC policy record (RFC 9989 section 4.7). Tags that nobody knows, and values that break the grammar, are passed over
/// (section 4.8), and so is every value of a tag that is there twice.
/// </summary>
public sealed record DmarcPolicyRecord
{
    private static readonly HashSet<string> Known =
    [
        "adkim",
        "aspf",
        "fo",
        "np",
        "p",
        "psd",
        "rua",
        "ruf",
        "sp",
        "t",
        "v",
    ];

    /// <summary>Of RFC 7489, removed since.</summary>
    private static readonly HashSet<string> Removed = ["pct", "rf", "ri"];

    public required DmarcRecord Alignment { get; init; }

    /// <summary><c>p</c>; null where it is missing or wrong.</summary>
    public DmarcRequest? Policy { get; init; }

    /// <summary><c>sp</c>, for subdomains; null where it is missing or wrong.</summary>
    public DmarcRequest? SubdomainPolicy { get; init; }

    /// <summary><c>np</c>, for subdomains that do not exist; null where it is missing or wrong.</summary>
    public DmarcRequest? NonexistentPolicy { get; init; }

    /// <summary><c>p</c>, <c>sp</c> or <c>np</c> is missing or wrong, as far as it has to be there (section 4.10.1).</summary>
    public bool HasUnusablePolicy { get; init; }

    /// <summary>Subdomains, or names that do not exist, are asked less of than the domain itself.</summary>
    public bool HasWeakerPolicyBelow =>
        (SubdomainPolicy ?? Policy) < Policy
        || (NonexistentPolicy ?? SubdomainPolicy ?? Policy) < Policy;

    /// <summary><c>t=y</c>: the policy one step lower.</summary>
    public bool Testing { get; init; }

    /// <summary>Where aggregate reports go: valid URIs, without the size that older records set behind them.</summary>
    public IReadOnlyList<Uri> Rua { get; init; } = [];

    /// <summary>Where failure reports go; as <see cref="Rua"/>.</summary>
    public IReadOnlyList<Uri> Ruf { get; init; } = [];

    /// <summary><c>pct</c>, <c>rf</c> and <c>ri</c>, as far as they are there.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];

    /// <summary><c>pct</c>, where it is a number below 100.</summary>
    public int? Percentage { get; init; }

    /// <summary>What breaks the grammar, by tag: unknown, twice, a wrong value, or no tag at all ("?").</summary>
    public IReadOnlyList<string> Malformed { get; init; } = [];

    /// <summary><c>p</c> is there, and not behind the version: older receivers ignore such a record.</summary>
    public bool HasLatePolicy { get; init; }

    /// <summary>The grammar of RFC 7489 section 6.4, with the tags of RFC 9989, which internet.nl holds records against.</summary>
    public bool KeepsOldGrammar { get; init; }

    /// <summary>False for any other TXT record.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcPolicyRecord? record)
    {
        record = DmarcRecord.TryParse(text, out var alignment) ? Read(text, alignment) : null;
        return record is not null;
    }

    private static DmarcPolicyRecord Read(string text, DmarcRecord alignment)
    {
        var parts = text.Split(';').Select(part => part.Trim(' ', '\t')).ToList();
        var tags = parts
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .Select(pair =>
                (
                    Name: pair[0].TrimEnd(' ', '\t').ToLowerInvariant(),
                    Value: pair[1].Trim(' ', '\t')
                )
            )
            .ToList();
        var twice = tags.GroupBy(tag => tag.Name).Where(g => g.Count() > 1).Select(g => g.Key);
        var repeated = twice.ToHashSet(StringComparer.Ordinal);
        string? Value(string name) =>
            repeated.Contains(name) ? null : tags.Find(tag => tag.Name == name).Value;
        bool Has(string name) => tags.Exists(tag => tag.Name == name);
        List<string> malformed =
        [
            .. parts
                .Where((part, at) => !part.Contains('=', StringComparison.Ordinal) && !IsEnd(at))
                .Select(_ => "?"),
            .. repeated,
            .. tags.Where(tag =>
                    !Removed.Contains(tag.Name)
                    && (!Known.Contains(tag.Name) || !IsValid(tag.Name, tag.Value))
                )
                .Select(tag => tag.Name),
        ];
        bool IsEnd(int at) => at == parts.Count - 1 && parts[at].Length == 0;
        var percentage = Value("pct");
        var policy = Request(Value("p"));
        return new DmarcPolicyRecord
        {
            Alignment = alignment,
            Policy = policy,
            SubdomainPolicy = Request(Value("sp")),
            NonexistentPolicy = Request(Value("np")),
            HasUnusablePolicy =
                policy is null
                || (Has("sp") && Request(Value("sp")) is null)
                || (Has("np") && Request(Value("np")) is null),
            Testing = Is(Value("t"), "y"),
            Rua = Uris(Value("rua")),
            Ruf = Uris(Value("ruf")),
            RemovedTags = [.. Removed.Where(Has).Order(StringComparer.Ordinal)],
            Percentage =
                int.TryParse(
                    percentage,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var share
                )
                && share < 100
                    ? share
                    : null,
            Malformed = [.. malformed.Distinct(StringComparer.Ordinal)],
            HasLatePolicy = Has("p") && tags.FindIndex(tag => tag.Name == "p") != 1,
            KeepsOldGrammar =
                malformed.Count == 0
                && tags is [("v", "DMARC1"), ("p", _), ..]
                && tags.TrueForAll(tag => IsValid(tag.Name, tag.Value))
                && !text.Contains('\t', StringComparison.Ordinal)
                && !text.EndsWith(' ')
                && parts.Count > 1,
        };
    }

    private static bool Is(string? value, string word) =>
        string.Equals(value, word, StringComparison.OrdinalIgnoreCase);

    private static DmarcRequest? Request(string? value) =>
        Is(value, "none") ? DmarcRequest.None
        : Is(value, "quarantine") ? DmarcRequest.Quarantine
        : Is(value, "reject") ? DmarcRequest.Reject
        : null;

    private static bool IsValid(string name, string value) =>
        value.Length > 0
        && value.All(c => c is >= ' ' and <= '~')
        && name switch
        {
            "v" => value == "DMARC1",
            "p" or "sp" or "np" => Request(value) is not null,
            "adkim" or "aspf" => Is(value, "r") || Is(value, "s"),
            "psd" => Is(value, "y") || Is(value, "n") || Is(value, "u"),
            "t" => Is(value, "y") || Is(value, "n"),
            "rua" or "ruf" => value.Split(',').All(uri => Target(uri) is not null),
            "fo" => value
                .Split(':')
                .All(option => option.Trim() is "0" or "1" or ['d' or 'D' or 's' or 'S']),
            "pct" => value.Length <= 3 && value.All(char.IsAsciiDigit),
            "ri" => value.All(char.IsAsciiDigit),
            "rf" => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':'),
            _ => false,
        };

    private static IReadOnlyList<Uri> Uris(string? value) =>
        value is null ? [] : [.. value.Split(',').Select(Target).OfType<Uri>()];

    private static Uri? Target(string text)
    {
        var uri = text.Trim(' ', '\t');
        var size = uri.IndexOf('!', StringComparison.Ordinal);
        return
            Uri.TryCreate(size < 0 ? uri : uri[..size], UriKind.Absolute, out var target)
            && !uri.Contains(' ', StringComparison.Ordinal)
            && !uri.StartsWith('/')
            && (
                target.Scheme != Uri.UriSchemeMailto
                || target is { UserInfo.Length: > 0, Host.Length: > 0 }
            )
            ? target
            : null;
    }
}
