using System.Net;
using Dashboard.Core;
using Dashboard.Core.Outbound;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// How many DNS questions the messages of one test make in an hour. Who opens a test chooses the names that are asked for, as often as he
/// sends; a source network has a quarter, and one that has asked no more than one message may is never kept waiting by others.
/// </summary>
internal sealed class QuestionBudget(TimeProvider time)
{
    /// <summary>A full test has 21 messages, which come more than once and ask a dozen questions each.</summary>
    public const int OfTest = 2400;

    public const int OfNetwork = OfTest / 4;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(TestToken Test, IPAddress? Network), Spent> spent = [];

    /// <summary>No further message of the source is read for the test.</summary>
    public bool IsSpent(TestToken test, IPAddress source)
    {
        lock (gate)
        {
            var own = Of((test, source.CountedSite()));
            return own >= OfNetwork
                || (own >= MessageDns.MostQuestions && Of((test, null)) >= OfTest);
        }
    }

    public void Take(TestToken test, IPAddress source, int questions)
    {
        lock (gate)
        {
            foreach (var (over, _) in spent.Where(one => IsOver(one.Value)).ToList())
            {
                spent.Remove(over);
            }
            Add((test, source.CountedSite()), questions);
            Add((test, null), questions);
        }
    }

    private int Of((TestToken, IPAddress?) key) =>
        spent.TryGetValue(key, out var one) && !IsOver(one) ? one.Questions : 0;

    private void Add((TestToken, IPAddress?) key, int questions)
    {
        if (!spent.TryGetValue(key, out var one))
        {
            one = new Spent { Since = time.GetTimestamp() };
            spent.Add(key, one);
        }
        one.Questions += questions;
    }

    private bool IsOver(Spent one) => time.GetElapsedTime(one.Since) >= Window;

    private sealed class Spent
    {
        public required long Since { get; init; }

        public int Questions { get; set; }
    }
}
