using Dashboard.Core.Dns;
using MimeKit;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Whether the domain of return addresses stands for that of From under DMARC (RFC 9989 section 4.4), so that SPF counts for the mail.
/// By the list of public suffixes and not by the DNS: a record with <c>aspf=s</c> asks for more.
/// </summary>
internal static class MailAlignment
{
    public static bool Holds(MailOptions options) =>
        string.IsNullOrWhiteSpace(options.ReturnDomain)
        || (
            DomainName.TryParse(MailboxAddress.Parse(options.From!).Domain, out var from)
            && DomainName.TryParse(options.ReturnDomain, out var returned)
            && OrganisationOf(from) == OrganisationOf(returned)
        );

    private static DomainName OrganisationOf(DomainName name) =>
        PublicSuffixList.Own.RegistrableDomain(name) ?? name;
}
