using Dashboard.Core.Dns;
using Dashboard.Web.Components.Text;

namespace Dashboard.Web.Features.InboundTest.Front;

/// <summary>The words for what cannot be a mail domain.</summary>
internal static class DomainProblems
{
    /// <summary>The middle part of the texts' keys, such as <c>ip-address</c>.</summary>
    public static string Key(MailDomainProblem problem) => Kebab.Of(problem);
}
