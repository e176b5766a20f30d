using Dashboard.Core;
using Dashboard.Core.Outbound.Judgement;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Why a judgement is not certain, with the times it waits for.</summary>
internal static class OpenWords
{
    public static string Of(IStringLocalizer<ProbeTexts> texts, OpenJudgement open, bool closed)
    {
        var reason = Slug.Of(open.Reason);
        if (closed)
        {
            return texts[$"closed.{reason}"];
        }
        return texts[$"open.{reason}", Clock(open.From), Clock(open.Until)];
    }

    /// <summary>What nobody's mail may mean: what it may come to is spoken of only while the test is open.</summary>
    public static string SilenceKey(SilenceKind silence, bool closed) =>
        closed ? $"silence.{Slug.Of(silence)}.closed" : $"silence.{Slug.Of(silence)}";

    private static string Clock(DateTimeOffset? at) =>
        at is { } instant ? ClockTime.Soon(instant) : string.Empty;
}
