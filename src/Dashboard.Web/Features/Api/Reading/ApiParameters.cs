using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>The parameters that endpoints for reading take, and how a request's are checked: all of them, and all faults at once.</summary>
internal static class ApiParameters
{
    public const int MostItems = 1000;

    public static readonly ApiParameter Limit = new(
        "limit",
        "How many items the answer has at most."
    )
    {
        Most = MostItems,
        Default = "100",
        Example = "100",
    };

    public static readonly ApiParameter AfterDomain = new(
        "after",
        "The domain that the page before ended with; the link with rel=next has it."
    )
    {
        Example = "d1.example",
    };

    public static readonly ApiParameter AfterKey = new(
        "after",
        "The id that the page before ended with; the link with rel=next has it."
    )
    {
        Example = "27963",
    };

    public static readonly ApiParameter AfterNumber = new(
        "after",
        "The id that the page before ended with; the link with rel=next has it."
    )
    {
        Most = int.MaxValue,
        Example = "12",
    };

    public static readonly ApiParameter View = new(
        "view",
        "One way of counting: strict by the standard itself, forum as Forum Standaardisatie counts. Both where it is not given."
    )
    {
        Words = [.. Enum.GetValues<AdoptionView>().Select(Slug.Of)],
        Example = "strict",
    };

    public static readonly ApiParameter Dimension = new("dimension", "What figures are divided by.")
    {
        Words =
        [
            .. Enum.GetValues<AdoptionDimension>()
                .Where(d => d <= AdoptionDimension.Provider)
                .Select(Slug.Of),
        ],
        Default = Slug.Of(AdoptionDimension.All),
        Example = "layer",
    };

    public static readonly ApiParameter Against = new(
        "against",
        "The round to compare with. The last published one before it where it is not given."
    )
    {
        Most = int.MaxValue,
        Example = "1",
    };

    public static readonly ApiParameter Organisation = new(
        "organisation",
        "Of one organisation, by the id that organisations have here."
    )
    {
        Example = "27963",
    };

    public static readonly ApiParameter Standard = new("standard", "Of one standard.")
    {
        Words = [.. Enum.GetValues<FigureStandard>().Select(Slug.Of)],
        Example = "dane",
    };

    public static readonly ApiParameter Tooi = new(
        "tooi",
        "The organisation with this TOOI identifier."
    )
    {
        Example = "gm0000",
    };

    public static readonly ApiParameter Oin = new(
        "oin",
        "The organisation with this organisation identification number."
    )
    {
        Example = "00000001001234567000",
    };

    public static readonly ApiParameter Layer = new("layer", "Of one layer of government.")
    {
        Example = "gemeente",
    };

    /// <summary>Null where the query can be answered.</summary>
    public static IResult? Problem(HttpContext context, IReadOnlyList<ApiParameter> known)
    {
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in context.Request.Query)
        {
            if (known.FirstOrDefault(p => p.Name == name) is not { } parameter)
            {
                errors[Shown(name)] =
                [
                    ApiTexts.Of(
                        $"Deze parameter bestaat hier niet. Wel: {Names(known)}.",
                        $"There is no such parameter here. There are: {Names(known)}."
                    ),
                ];
            }
            else if (values.Count != 1 || !parameter.Takes(values[0] ?? string.Empty))
            {
                errors[name] = [Expected(parameter)];
            }
        }
        return errors.Count == 0
            ? null
            : ApiProblems.Of(
                StatusCodes.Status400BadRequest,
                "Parameters of the request are wrong",
                "invalid-parameters",
                ("errors", errors)
            );
    }

    /// <summary>What was asked, else the default; null where there is neither.</summary>
    public static string? Read(this HttpContext context, ApiParameter parameter) =>
        context.Request.Query[parameter.Name] is { Count: 1 } values
            ? values[0]
            : parameter.Default;

    public static int? ReadNumber(this HttpContext context, ApiParameter parameter) =>
        context.Read(parameter) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public static T? ReadWord<T>(this HttpContext context, ApiParameter parameter)
        where T : struct, Enum =>
        Slug.TryParse<T>(context.Read(parameter), out var value) ? value : null;

    private static string Names(IReadOnlyList<ApiParameter> known) =>
        known.Count == 0
            ? ApiTexts.Of("geen", "none")
            : string.Join(", ", known.Select(p => p.Name));

    private static string Expected(ApiParameter parameter) =>
        parameter switch
        {
            { Words: { } words } => ApiTexts.Of(
                $"Eén van: {string.Join(", ", words)}.",
                $"One of: {string.Join(", ", words)}."
            ),
            { Most: { } most } => ApiTexts.Of(
                $"Eén geheel getal van 1 tot en met {most}.",
                $"One whole number from 1 to {most}."
            ),
            _ => ApiTexts.Of(
                $"Eén tekst van 1 tot en met {ApiParameter.LongestText} tekens.",
                $"One text of 1 to {ApiParameter.LongestText} characters."
            ),
        };

    /// <summary>A name from outside, cut.</summary>
    private static string Shown(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
