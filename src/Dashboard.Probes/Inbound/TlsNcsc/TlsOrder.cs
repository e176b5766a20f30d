using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>What an examination is to find out, and at which pace.</summary>
/// <param name="For2021">Also what only the method of 2021 needs.</param>
/// <param name="Asking">Hears of each question before it is put.</param>
internal sealed record TlsOrder(
    TlsProfile Profile,
    ProbePace Pace,
    bool For2021 = false,
    Action<TlsQuestionId>? Asking = null
);
