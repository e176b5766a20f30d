using System.Text.Json;
using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.InboundTest.Front;

/// <summary>The words for what cannot be a mail domain.</summary>
internal static class DomainProblems
{
    /// <summary>The middle part of the texts' keys, such as <c>ip-address</c>.</summary>
    public static string Key(MailDomainProblem problem) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(problem.ToString());
}
