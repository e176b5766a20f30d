using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Dashboard.Core.Dns;

/// <summary>
/// Reads what people type or paste where a mail domain is asked: a domain in any script, an e-mail address, a URL, with the
/// spaces, quotes and brackets it was copied with.
/// </summary>
public static class MailDomainInput
{
    /// <summary>Longer than any address, URL or domain worth reading.</summary>
    private const int LongestInput = 2048;

    /// <summary>The example and test names of RFC 6761 are not among them: a closed DNS tree may well serve those.</summary>
    private static readonly DomainName[] SpecialUse =
    [
        .. new[] { "localhost", "local", "invalid", "onion", "alt", "internal", "arpa" }.Select(
            DomainName.Parse
        ),
    ];

    public static bool TryRead(
        string? text,
        [NotNullWhen(true)] out DomainName? domain,
        out MailDomainProblem problem
    )
    {
        domain = null;
        problem = Read(text, out var read);
        if (problem == MailDomainProblem.None)
        {
            domain = read;
        }
        return domain is not null;
    }

    private static MailDomainProblem Read(string? text, out DomainName? domain)
    {
        domain = null;
        if (text is { Length: > LongestInput })
        {
            return MailDomainProblem.TooLong;
        }
        var host = PastedText.HostOf(text ?? string.Empty);
        if (host.Length == 0)
        {
            return MailDomainProblem.Empty;
        }
        return NamesSeveral(text!) ? MailDomainProblem.SeveralDomains : ReadHost(host, out domain);
    }

    private static bool NamesSeveral(string text) =>
        PastedText
            .Pieces(text)
            .Select(piece =>
                ReadHost(PastedText.HostOf(piece), out var domain) == MailDomainProblem.None
                    ? domain
                    : null
            )
            .Where(domain => domain is not null)
            .Distinct()
            .Skip(1)
            .Any();

    private static MailDomainProblem ReadHost(string host, out DomainName? domain)
    {
        domain = null;
        if (IsAddress(host))
        {
            return MailDomainProblem.IpAddress;
        }
        var name = host.EndsWith('.') ? host[..^1] : host;
        return ToALabels(name, out var ascii) is var failed and not MailDomainProblem.None
            ? failed
            : Check(ascii, out domain);
    }

    private static bool IsAddress(string host)
    {
        var bare = host.Trim('[', ']');
        return bare.StartsWith("ipv6:", StringComparison.OrdinalIgnoreCase)
            || (bare.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(bare, out _))
            || (bare.Split('.') is { Length: 4 } parts && parts.All(IsDigits));
    }

    private static bool IsDigits(string label) => label.Length > 0 && label.All(char.IsAsciiDigit);

    /// <summary>IDNA is only asked where it is needed: it judges long or odd US-ASCII names in its own way.</summary>
    private static MailDomainProblem ToALabels(string name, out string ascii)
    {
        ascii = name.ToLowerInvariant();
        if (System.Text.Ascii.IsValid(name))
        {
            return MailDomainProblem.None;
        }
        if (name.Split('.').Contains(string.Empty))
        {
            return MailDomainProblem.EmptyLabel;
        }
        try
        {
            ascii = new IdnMapping().GetAscii(name).ToLowerInvariant();
            return MailDomainProblem.None;
        }
        catch (ArgumentException)
        {
            return WhyNoIdn(name);
        }
    }

    /// <summary>The platform gives one error for all; only the lengths can be told apart.</summary>
    private static MailDomainProblem WhyNoIdn(string name)
    {
        var labels = name.Split('.');
        return string.Join('.', labels.Select(Encoded)).Length > DomainName.MaximumLength
                ? MailDomainProblem.TooLong
            : Array.Exists(labels, label => label.Length > 63) ? MailDomainProblem.LabelTooLong
            : Array.Exists(labels, EncodesTooLong) ? MailDomainProblem.LabelTooLong
            : MailDomainProblem.BadCharacters;
    }

    /// <summary>Half of a label that is too long in Punycode is not.</summary>
    private static bool EncodesTooLong(string label) =>
        label.Length > 8
        && Encoded(label) is null
        && Encoded(label[..(label.Length / 2)].Trim('-')) is not null
        && Encoded(label[(label.Length / 2)..].Trim('-')) is not null;

    /// <summary>Null where the platform cannot encode it.</summary>
    private static string? Encoded(string label)
    {
        try
        {
            return new IdnMapping().GetAscii(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static MailDomainProblem Check(string ascii, out DomainName? domain)
    {
        domain = null;
        var labels = ascii.Split('.');
        if (labels is ["", { Length: > 0 }])
        {
            return MailDomainProblem.SingleLabel;
        }
        if (labels.Contains(string.Empty))
        {
            return MailDomainProblem.EmptyLabel;
        }
        if (ascii.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_')))
        {
            return MailDomainProblem.BadCharacters;
        }
        if (labels.Any(label => label.Length > 63))
        {
            return MailDomainProblem.LabelTooLong;
        }
        if (ascii.Length > DomainName.MaximumLength)
        {
            return MailDomainProblem.TooLong;
        }
        if (ascii.Contains('_', StringComparison.Ordinal))
        {
            return MailDomainProblem.Underscore;
        }
        if (labels.Any(label => label.StartsWith('-') || label.EndsWith('-')))
        {
            return MailDomainProblem.MisplacedHyphen;
        }
        var name = DomainName.Parse(ascii);
        if (Array.Exists(SpecialUse, name.IsAtOrBelow))
        {
            return MailDomainProblem.SpecialUse;
        }
        if (IsDigits(labels[^1]))
        {
            return MailDomainProblem.NumericTopLevelDomain;
        }
        if (labels.Length == 1)
        {
            return MailDomainProblem.SingleLabel;
        }
        domain = name;
        return MailDomainProblem.None;
    }
}

/// <summary>Why what somebody typed cannot be a mail domain.</summary>
public enum MailDomainProblem
{
    /// <summary>There is none: it was read.</summary>
    None,

    /// <summary>Nothing is left without spaces, quotes and the like.</summary>
    Empty,

    /// <summary>A list of domains or addresses, where one is asked.</summary>
    SeveralDomains,

    /// <summary>More than 253 characters as A-labels (RFC 1035 section 2.3.4).</summary>
    TooLong,

    /// <summary>A label of more than 63 characters as an A-label (RFC 1035 section 2.3.4).</summary>
    LabelTooLong,

    /// <summary>Two dots in a row, or a dot in front.</summary>
    EmptyLabel,

    /// <summary>An address, not a name; mail to an address literal has no MX and no DANE (RFC 5321 section 4.1.3).</summary>
    IpAddress,

    /// <summary>A single label, such as a top-level domain or a name of a local network.</summary>
    SingleLabel,

    /// <summary>A character that no host name has (RFC 1123 section 2.1), or that no IDN may have (RFC 5891).</summary>
    BadCharacters,

    /// <summary>An underscore: a name of a service in the DNS, such as a TLSA record's, not of a mail domain (RFC 8552).</summary>
    Underscore,

    /// <summary>A label that begins or ends with a hyphen (RFC 1123 section 2.1).</summary>
    MisplacedHyphen,

    /// <summary>The last label is all digits, which no top-level domain is (RFC 3696 section 2).</summary>
    NumericTopLevelDomain,

    /// <summary>A special-use name that never has public mail, such as <c>localhost</c> (RFC 6761, RFC 6762, RFC 7686, RFC 9476).</summary>
    SpecialUse,
}
