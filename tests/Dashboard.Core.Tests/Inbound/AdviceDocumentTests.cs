using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>
/// docs/advice.md: every pair of a reason and the advice that a case of the verdict table reaches, with the words of both, so that a
/// person can read whether each advice is true for each of its reasons. A pair that is new or gone is a change that is looked at.
/// </summary>
public sealed class AdviceDocumentTests
{
    private static readonly Dictionary<string, string> Dutch = Texts("AdviceTexts.resx");
    private static readonly Dictionary<string, string> English = Texts("AdviceTexts.en.resx");
    private static readonly Dictionary<string, string> Reasons = Texts("ReasonTexts.en.resx");

    private static List<Advice> Reached =>
        [
            .. VerdictCases
                .All.SelectMany(one => DomainJudgement.Judge(one.Observation).Advice)
                .DistinctBy(advice => (advice.Slug, Said(advice), advice.Actor)),
        ];

    [Fact]
    public void Words_of_each_advice_stand_beside_the_reasons_that_lead_to_it()
    {
        var text = new StringBuilder(
            """
            # Advice and its reasons

            Written by a test (`AdviceDocumentTests`) from the cases of the verdict table, for reading: each advice must be true for each
            reason below it. `{0}` is the host, the zone or the domain that it is about. "Letter" is where one who has to act reads other
            words than the owner of the domain.

            """
        );
        foreach (var advice in Enum.GetValues<DaneAdvice>().Select(Slug.Of))
        {
            var pairs = Reached.Where(one => one.Slug == advice).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n## `{advice}`\n\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"For {string.Join(", ", pairs.Select(one => $"`{Slug.Of(one.Actor)}`").Distinct().Order())}.\n\n"
            );
            foreach (var reason in pairs.Select(Said).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"- {reason}\n");
            }
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n> {Words(Dutch, advice)}\n>\n> {Words(English, advice)}\n"
            );
            if (English.ContainsKey($"letter.{advice}.text"))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $">\n> Letter: {Words(Dutch, $"letter.{advice}")}\n>\n> Letter: {Words(English, $"letter.{advice}")}\n"
                );
            }
        }
        RepositoryFiles.ShouldHold("docs/advice.md", text.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>An advice without a reason could not be read beside it.</summary>
    [Fact]
    public void Every_advice_about_DANE_has_the_reason_that_it_answers()
    {
        var known = ReasonRules.All.Select(rule => rule.Slug).ToHashSet();
        Reached.ShouldAllBe(advice => known.Contains(advice.Because!));
        foreach (var one in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(one.Observation);
            verdict
                .Advice.Select(advice => advice.Because)
                .Except(verdict.Reasons.Select(reason => reason.Slug))
                .ShouldBeEmpty(one.Says);
        }
    }

    /// <summary>The reason in words; of a chain also which of the things that can be wrong with it.</summary>
    private static string Said(Advice advice) =>
        advice.Facts.TryGetValue("problem", out var problem)
            ? $"`{advice.Because}`, `{problem}`: {Reasons[advice.Because!]} ({ValueOf(problem)})"
            : $"`{advice.Because}`: {Reasons[advice.Because!]}";

    private static string ValueOf(string problem) => Reasons[$"value.problem.{problem}"];

    private static string Words(Dictionary<string, string> texts, string advice) =>
        $"**{texts[$"{advice}.title"]}.** {texts[$"{advice}.text"]}";

    private static Dictionary<string, string> Texts(string file) =>
        XDocument
            .Parse(RepositoryFiles.Read($"src/Dashboard.Texts/Inbound/{file}"))
            .Root!.Elements("data")
            .ToDictionary(
                data => data.Attribute("name")!.Value,
                data => data.Element("value")!.Value
            );
}
