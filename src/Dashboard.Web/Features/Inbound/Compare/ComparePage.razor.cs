using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Features.Inbound.Front;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Compare;

/// <summary>Two domains, or two tests of one, side by side; all of it is in the address.</summary>
public partial class ComparePage : ComponentBase
{
    private const int LongestInput = 300;

    [Inject]
    private IStringLocalizer<CompareTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Results { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AdviceTexts> Advices { get; set; } = null!;

    [Inject]
    private IStringLocalizer<StandardTexts> Standards { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IStringLocalizer<FrontTexts> Front { get; set; } = null!;

    [Inject]
    private InboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "first")]
    private string? First { get; set; }

    [SupplyParameterFromQuery(Name = "second")]
    private string? Second { get; set; }

    private FormProblem? FirstProblem { get; set; }

    private FormProblem? SecondProblem { get; set; }

    /// <summary>Domains that were typed right and have no result yet.</summary>
    private List<DomainName> Untested { get; } = [];

    /// <summary>Of one domain the older one comes first.</summary>
    private (ComparedResult First, ComparedResult Second)? Sides { get; set; }

    private IReadOnlyList<ComparedRow> Rows { get; set; } = [];

    /// <summary>Between two tests of one domain; null where they are too far back.</summary>
    private IReadOnlyList<InboundTestChange>? Changes { get; set; }

    private IReadOnlyList<ComparedRow> Alike =>
        [.. Rows.Where(row => row.Same && !Comparison.IsUnknown(row))];

    private ResultComparison Comparison => new(Texts, Results, Standards, Names);

    private string Link =>
        Sides is var (first, second)
            ? Address.ToAbsoluteUri(SitePaths.Compare(first.Id, second.Id)).ToString()
            : string.Empty;

    private string Heading =>
        Sides switch
        {
            null => Texts["title"],
            var (first, second) when first.Domain == second.Domain => Texts[
                "title.dates",
                first.Domain.ToUnicode()
            ],
            var (first, second) => Texts["title.two", first.Name, second.Name],
        };

    protected override async Task OnInitializedAsync()
    {
        var first = await FindAsync(First, problem => FirstProblem = problem);
        var second = await FindAsync(Second, problem => SecondProblem = problem);
        if (FirstProblem is not null || SecondProblem is not null)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        if (first is null || second is null)
        {
            return;
        }
        var ofOneDomain = first.Domain == second.Domain;
        if (ofOneDomain && At(second) < At(first))
        {
            (first, second) = (second, first);
        }
        Sides = (Side(first, ofOneDomain), Side(second, ofOneDomain));
        Rows = Comparison.Rows(Sides.Value.First, Sides.Value.Second);
        if (ofOneDomain)
        {
            Changes = await Tests.ChangesAsync(
                Sides.Value.First.Domain,
                first.Id,
                second.Id,
                Context.RequestAborted
            );
        }
    }

    /// <summary>A link of a result, its id, or whatever names a domain.</summary>
    private async Task<InboundTestView?> FindAsync(string? typed, Action<FormProblem> refuse)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }
        if (IdIn(typed) is { } id)
        {
            var test = await Tests.FindAsync(id, Context.RequestAborted);
            if (test is not { Verdict: not null, Observation: not null })
            {
                refuse(new(Texts["no-result"], Texts["no-result.text"]));
                return null;
            }
            return test;
        }
        if (typed.Length > LongestInput)
        {
            refuse(Problem("too-long"));
            return null;
        }
        if (!MailDomainInput.TryRead(typed, out var domain, out var problem))
        {
            refuse(Problem(DomainProblems.Key(problem, typed)));
            return null;
        }
        var latest = await Tests.LatestAsync(domain, Context.RequestAborted);
        if (latest is null && !Untested.Contains(domain))
        {
            Untested.Add(domain);
        }
        return latest;
    }

    private FormProblem Problem(string key) =>
        new(Front[$"problem.{key}.title"], Front[$"problem.{key}.text"]);

    /// <summary>The id of a test, alone or in a link of its page, summary or API; null where what was typed is none.</summary>
    internal static string? IdIn(string typed)
    {
        var path = typed.Trim().Split('?', '#')[0];
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(PublicId.IsWellFormed);
    }

    private static ComparedResult Side(InboundTestView test, bool ofOneDomain) =>
        new(
            ofOneDomain ? DutchTime.Words(At(test)) : test.Verdict!.Domain.ToUnicode(),
            test.Id,
            At(test),
            test.Verdict!,
            test.Observation!,
            test.Standards
        );

    private static DateTimeOffset At(InboundTestView test) => test.FinishedAt ?? test.CreatedAt;

    /// <summary>Each step once, in order of effect.</summary>
    /// <summary>What must be done, and what can be done besides; a list without steps is left out.</summary>
    private List<(string Key, List<string> Steps)> StepsOf(ComparedResult side) =>
        [
            .. AdviceGroups
                .Of(side.Verdict)
                .GroupBy(group => AdviceGroups.IsOptional(group) ? "steps.optional" : "steps")
                .OrderBy(list => list.Key, StringComparer.Ordinal)
                .Select(list =>
                    (
                        list.Key,
                        list.Select(group =>
                                Advices[
                                    $"{group[0].Slug}.title",
                                    AdviceSubjects.SubjectOf(Advices, group, side.Domain)
                                ].Value
                            )
                            .ToList()
                    )
                ),
        ];
}
