using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.MailAuthentication;

/// <summary>An SPF record (RFC 7208 section 4.5 and 4.6).</summary>
/// <param name="Redirect">The domain of the modifier, before macro expansion (section 6.1).</param>
public sealed record SpfRecord(IReadOnlyList<SpfDirective> Directives, string? Redirect)
{
    private const string Version = "v=spf1";

    /// <summary>Whether a TXT record is one at all (section 4.5).</summary>
    public static bool IsSpf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Version, StringComparison.OrdinalIgnoreCase)
            && (text.Length == Version.Length || text[Version.Length] == ' ');
    }

    /// <summary>False for a record with any syntax error: all of it is void then (section 4.6).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record)
    {
        record = null;
        if (!IsSpf(text))
        {
            return false;
        }
        var directives = new List<SpfDirective>();
        string? redirect = null;
        var explained = false;
        foreach (
            var term in text[Version.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (SpfTerm.TryReadModifier(term, out var name, out var value))
            {
                switch (name)
                {
                    case "redirect":
                        if (redirect is not null || !SpfMacro.IsDomainSpec(value))
                        {
                            return false;
                        }
                        redirect = value;
                        break;
                    case "exp":
                        if (explained || !SpfMacro.IsDomainSpec(value))
                        {
                            return false;
                        }
                        explained = true;
                        break;
                    default:
                        if (!SpfMacro.IsMacroString(value))
                        {
                            return false;
                        }
                        break;
                }
            }
            else if (SpfTerm.TryReadDirective(term, out var directive))
            {
                directives.Add(directive);
            }
            else
            {
                return false;
            }
        }
        record = new SpfRecord(directives, redirect);
        return true;
    }
}
