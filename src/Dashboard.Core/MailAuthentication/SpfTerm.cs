using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Dashboard.Core.MailAuthentication;

/// <summary>Reads one term of a record (RFC 7208 section 12, the collected grammar).</summary>
internal static partial class SpfTerm
{
    private const int IPv4Bits = 32;

    private const int IPv6Bits = 128;

    /// <param name="name">In lower case.</param>
    public static bool TryReadModifier(string term, out string name, out string value)
    {
        var match = ModifierPattern().Match(term);
        name = match.Groups["name"].Value.ToLowerInvariant();
        value = match.Groups["value"].Value;
        return match.Success;
    }

    public static bool TryReadDirective(
        string term,
        [NotNullWhen(true)] out SpfDirective? directive
    )
    {
        directive = null;
        var qualifier = term[0] switch
        {
            '-' => SpfQualifier.Fail,
            '~' => SpfQualifier.SoftFail,
            '?' => SpfQualifier.Neutral,
            _ => SpfQualifier.Pass,
        };
        var match = MechanismPattern()
            .Match(term[0] is '+' or '-' or '~' or '?' ? term[1..] : term);
        if (
            !match.Success
            || !char.IsAsciiLetter(match.Groups["name"].Value[0])
            || !Enum.TryParse<SpfMechanism>(
                match.Groups["name"].Value,
                ignoreCase: true,
                out var mechanism
            )
        )
        {
            return false;
        }
        var bare = new SpfDirective(qualifier, mechanism);
        var argument = match.Groups["argument"].Success ? match.Groups["argument"].Value : null;
        var cidr = match.Groups["cidr"].Value;
        directive = mechanism switch
        {
            SpfMechanism.All => argument is null && cidr.Length == 0 ? bare : null,
            SpfMechanism.Ip4 => WithNetwork(bare, argument, cidr, IPv4Bits),
            SpfMechanism.Ip6 => WithNetwork(bare, argument, cidr, IPv6Bits),
            SpfMechanism.A or SpfMechanism.Mx => WithPrefixes(bare, argument, cidr),
            SpfMechanism.Ptr => WithDomain(bare, argument + cidr, required: false),
            _ => WithDomain(bare, argument + cidr, required: true),
        };
        return directive is not null;
    }

    private static SpfDirective? WithDomain(SpfDirective bare, string domain, bool required)
    {
        if (domain.Length == 0)
        {
            return required ? null : bare;
        }
        return SpfMacro.IsDomainSpec(domain) ? bare with { DomainSpec = domain } : null;
    }

    private static SpfDirective? WithPrefixes(SpfDirective bare, string? argument, string cidr)
    {
        var prefixes = DualCidrPattern().Match(cidr);
        if (
            !prefixes.Success
            || (argument is not null && !SpfMacro.IsDomainSpec(argument))
            || !TryReadPrefix(prefixes.Groups["four"], IPv4Bits, out var four)
            || !TryReadPrefix(prefixes.Groups["six"], IPv6Bits, out var six)
        )
        {
            return null;
        }
        return bare with { DomainSpec = argument, IPv4Prefix = four, IPv6Prefix = six };
    }

    private static SpfDirective? WithNetwork(
        SpfDirective bare,
        string? argument,
        string cidr,
        int widest
    )
    {
        var prefix = SingleCidrPattern().Match(cidr);
        if (
            argument is null
            || !prefix.Success
            || !TryReadPrefix(prefix.Groups["prefix"], widest, out var length)
            || !IPAddress.TryParse(argument, out var address)
            || address.GetAddressBytes().Length * 8 != widest
            // .NET reads "1.2" and "0x1.2.3.4" as addresses; the grammar does not.
            || (widest == IPv4Bits && !DottedQuadPattern().IsMatch(argument))
            || argument.Contains('%', StringComparison.Ordinal)
        )
        {
            return null;
        }
        return bare with { Network = Around(address, length) };
    }

    /// <summary>A directive as it may be written in a record, without what goes without saying.</summary>
    public static string Write(SpfDirective directive)
    {
        var qualifier = directive.Qualifier switch
        {
            SpfQualifier.Fail => "-",
            SpfQualifier.SoftFail => "~",
            SpfQualifier.Neutral => "?",
            _ => "",
        };
        var argument = directive.Network?.ToString() ?? directive.DomainSpec;
        var four = directive.IPv4Prefix < IPv4Bits ? $"/{directive.IPv4Prefix}" : "";
        var six = directive.IPv6Prefix < IPv6Bits ? $"//{directive.IPv6Prefix}" : "";
        var name = Slug.Of(directive.Mechanism);
        return $"{qualifier}{name}{(argument is null ? "" : ":" + argument)}{four}{six}";
    }

    /// <summary>The network of this size that an address lies in.</summary>
    internal static IPNetwork Around(IPAddress address, int prefix)
    {
        var octets = address.GetAddressBytes();
        for (var bit = prefix; bit < octets.Length * 8; bit++)
        {
            octets[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }
        return new IPNetwork(new IPAddress(octets), prefix);
    }

    private static bool TryReadPrefix(Group group, int widest, out int prefix)
    {
        prefix = widest;
        return !group.Success
            || (
                int.TryParse(
                    group.ValueSpan,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out prefix
                )
                && prefix <= widest
            );
    }

    [GeneratedRegex(
        "^(?<name>[A-Za-z][A-Za-z0-9_.-]*)=(?<value>.*)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ModifierPattern();

    [GeneratedRegex(
        "^(?<name>[A-Za-z0-9]+)(?::(?<argument>.+?))?(?<cidr>(?:/[0-9]+)?(?://[0-9]+)?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MechanismPattern();

    [GeneratedRegex(
        "^(?:/(?<four>0|[1-9][0-9]?))?(?://(?<six>0|[1-9][0-9]{0,2}))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DualCidrPattern();

    [GeneratedRegex("^(?:/(?<prefix>0|[1-9][0-9]{0,2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex SingleCidrPattern();

    [GeneratedRegex(
        @"^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DottedQuadPattern();
}

/// <summary>A qualifier and a mechanism (RFC 7208 section 4.6.1).</summary>
public sealed record SpfDirective(SpfQualifier Qualifier, SpfMechanism Mechanism)
{
    /// <summary>Before macro expansion; null where the current domain is meant.</summary>
    public string? DomainSpec { get; init; }

    /// <summary>Of <c>ip4</c> and <c>ip6</c>.</summary>
    public IPNetwork? Network { get; init; }

    /// <summary>Of <c>a</c> and <c>mx</c>, for IPv4 addresses.</summary>
    public int IPv4Prefix { get; init; } = 32;

    /// <inheritdoc cref="IPv4Prefix"/>
    public int IPv6Prefix { get; init; } = 128;

    /// <summary>Counts among the ten terms that may ask the DNS (RFC 7208 section 4.6.4).</summary>
    public bool AsksDns =>
        Mechanism is not (SpfMechanism.All or SpfMechanism.Ip4 or SpfMechanism.Ip6);

    /// <summary>The network around an address of a host that <c>a</c> or <c>mx</c> names.</summary>
    public IPNetwork Around(IPAddress host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return SpfTerm.Around(host, host.GetAddressBytes().Length == 4 ? IPv4Prefix : IPv6Prefix);
    }
}

/// <summary>RFC 7208 section 5.</summary>
public enum SpfMechanism
{
    All,
    Include,
    A,
    Mx,
    Ptr,
    Ip4,
    Ip6,
    Exists,
}

/// <summary>What a mechanism that matches says (RFC 7208 section 4.6.2).</summary>
public enum SpfQualifier
{
    Pass,
    Fail,
    SoftFail,
    Neutral,
}
