using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Web.Components.Text;

namespace Dashboard.Web.Features.Inbound.Front;

/// <summary>The words for what cannot be a mail domain.</summary>
internal static class DomainProblems
{
    /// <summary>As in <c>user@</c>.</summary>
    public const string NothingBehindAt = "nothing-behind-at";

    /// <summary>The middle part of the texts' keys, such as <c>ip-address</c>.</summary>
    public static string Key(MailDomainProblem problem) => Slug.Of(problem);

    /// <param name="typed">Who typed something has to hear more than that nothing is there.</param>
    public static string Key(MailDomainProblem problem, string? typed) =>
        problem == MailDomainProblem.Empty && !string.IsNullOrWhiteSpace(typed)
            ? NothingBehindAt
            : Key(problem);
}
