using System.Formats.Asn1;
using System.Text;

namespace Dashboard.Core.Tls;

/// <summary>The names of a certificate that the constraints of the authorities above it are held against (RFC 5280 section 6.1.3 (b)).</summary>
internal static class ConstrainedNames
{
    /// <summary>Subject, mail addresses in it, subjectAltName; and where a common name stands in for a DNS name, that too.</summary>
    /// <returns>Null where a mail address is of another kind of string, which cannot be held against any constraint.</returns>
    public static IReadOnlyList<GeneralName>? Of(CertificateFields certificate, bool isLeaf)
    {
        var names = new List<GeneralName>();
        if (!IsEmpty(certificate.Subject))
        {
            names.Add(new(GeneralNameKind.DirectoryName, certificate.Subject));
        }
        foreach (var address in DistinguishedName.MailAddresses(certificate.Subject))
        {
            if (address is null)
            {
                return null;
            }
            names.Add(new(GeneralNameKind.Rfc822Name, Encoding.Latin1.GetBytes(address)));
        }
        names.AddRange(certificate.Extensions.AlternativeNames);
        if (isLeaf && certificate.DnsNames.Count == 0)
        {
            names.AddRange(
                DistinguishedName
                    .CommonNames(certificate.Subject)
                    .Where(IsHostName)
                    .Select(name => new GeneralName(
                        GeneralNameKind.DnsName,
                        Encoding.Latin1.GetBytes(name)
                    ))
            );
        }
        return names;
    }

    private static bool IsEmpty(ReadOnlyMemory<byte> name)
    {
        try
        {
            return DistinguishedName.IsEmpty(name);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Two labels or more of letters, digits, underscores and inner hyphens.</summary>
    private static bool IsHostName(string name)
    {
        var labels = name.Split('.');
        return labels.Length > 1
            && labels.All(label =>
                label.Length > 0
                && label[0] != '-'
                && label[^1] != '-'
                && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            );
    }
}
