using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

public sealed class SubTestTests
{
    private static readonly IReadOnlyList<SubTestCase> All =
    [
        .. SubTestCases.All,
        .. SubTestDetailCases.All,
    ];

    public static TheoryData<string> Names() => [.. All.Select(each => each.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sub_test_is_as_the_table_says(string name)
    {
        var row = All.Single(each => each.ToString() == name);
        Result(row, NcscMethod.Ncsc2025).ShouldBe(row.In2025, "2025");
        Result(row, NcscMethod.Ncsc2021).ShouldBe(row.In2021, "2021");
    }

    [Fact]
    public void Every_sub_test_is_in_the_table() =>
        SubTestCases
            .All.Select(each => each.SubTest)
            .Distinct()
            .ShouldBe(TlsSubTest.All, ignoreOrder: true);

    private static Expected Result(SubTestCase row, NcscMethod method)
    {
        var verdict = TlsNcscJudgement.Judge(Observation(row), method, excluded: null);
        var result = verdict.Results.SingleOrDefault(each => each.Slug == row.SubTest);
        return result is null
            ? Expected.Left
            : new Expected(
                result.Level is { } word && Slug.TryParse(word, out GuidelineLevel level)
                    ? level
                    : null,
                result.Forum,
                result.Strict
            );
    }

    private static InboundObservation Observation(SubTestCase row) =>
        Seen.Domain(row.Host(Seen.Host(addresses: row.Server.Examined(row.Profile))));
}
