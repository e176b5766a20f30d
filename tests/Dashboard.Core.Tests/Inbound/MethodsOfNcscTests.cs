using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>STARTTLS by NCSC within the judgement of all standards: one verdict a method.</summary>
public sealed class MethodsOfNcscTests
{
    private static IReadOnlyList<StandardVerdict> Judge(
        InboundObservation seen,
        params NcscMethod[] methods
    ) =>
        [
            .. InboundJudgement
                .Judge(seen, methods)
                .Standards.Where(verdict => verdict.Standard == MailStandard.TlsNcsc),
        ];

    [Fact]
    public void Method_of_2025_is_reported_where_none_is_chosen_and_each_that_is_in_its_order()
    {
        var seen = Seen.Domain(Seen.Host());

        Judge(seen).Select(verdict => verdict.MethodVersion).ShouldBe(["ncsc-2025"]);
        Judge(seen, NcscMethod.Ncsc2021)
            .Select(verdict => verdict.MethodVersion)
            .ShouldBe(["ncsc-2021"]);
        Judge(seen, NcscMethod.Ncsc2025, NcscMethod.Ncsc2021)
            .Select(verdict => verdict.MethodVersion)
            .ShouldBe(["ncsc-2025", "ncsc-2021"]);
    }
}
