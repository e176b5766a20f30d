using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>
/// resilience R2, sending-cases F11: a dozen hosts make 2,700 short silent sessions within seconds, at an address that all tests share.
/// </summary>
public sealed class FloodTests(PostgresFixture postgres)
{
    private const int Hosts = 12;

    private const int SessionsPerHost = 225;

    private const int AtOncePerHost = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flood_of_silent_sessions_takes_no_page_from_visitors_and_no_evidence_from_a_sender()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation,
            // The room of a test is smaller than the flood.
            "OutboundTest:SessionsPerTest=400",
            "OutboundTest:SharedSessions=500"
        );
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (other, _) = await site.NewTestAsync(OutboundTestKind.Basic);
        var sender = new ScriptedSender(site, "mail.sender.example");
        Task<string> SendAsync(OutboundProbeId probe) =>
            sender.SendAsync(
                test.Names.Recipient(probe, test.Token),
                $"From: someone@sender.example\r\nSubject: {probe}\r\n\r\nhello"
            );
        (await SendAsync(OutboundProbeId.Control)).ShouldStartWith("250");
        (await SendAsync(OutboundProbeId.EeGood)).ShouldStartWith("250");
        var target = new IPEndPoint(
            test.Hosts.Single(host => host.Probe == OutboundProbeId.Stripped).Addresses[0],
            site.SmtpPort
        );
        var before = site.Log.Lines.Count;
        var clock = Stopwatch.StartNew();
        using var flooding = new CancellationTokenSource();
        var visits = VisitAsync(site, $"/sending/{id}", flooding.Token);

        var flood = Task.WhenAll(
            Enumerable.Range(1, Hosts).Select(host => FloodAsync(host, target))
        );
        // In the midst of it, after its question, so that the flood looks like it.
        (await SendAsync(OutboundProbeId.Stripped)).ShouldStartWith("221");
        var served = (await flood).Sum();
        var flooded = clock.Elapsed;

        // Once what was seen of the flood is stored, it tries again as a queue does.
        var queue = site.App.Services.GetRequiredService<EvidenceQueue>();
        await Eventually.GetAsync(
            () => Task.FromResult(queue.Count == 0 ? "empty" : null),
            what: "the end of the queue"
        );
        var storing = clock.Elapsed;
        site.Clock.Step(ProbeTiming.SecondRefusalAfter);
        (await SendAsync(OutboundProbeId.Stripped)).ShouldStartWith("221");
        site.Clock.Step(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        var view = await site.UntilAsync(
            id,
            view =>
                view.Verdict.HeadlineSenders is [var only]
                && Of(only).Judgement == DeliveryJudgement.RefusedAsItShould
                && Of(only).Open?.Reason == OpenReason.MessageNotSeen,
            "the refusal of the sender, through the flood"
        );
        await flooding.CancelAsync();
        var (count, slowest) = await visits;

        served.ShouldBeGreaterThan(Hosts * SessionsPerHost / 2, "the flood was one");
        view.Verdict.Senders.ShouldHaveSingleItem().SourceAddresses.ShouldBe([IPAddress.Loopback]);
        count.ShouldBeGreaterThan(3);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{served} sessions in {flooded.TotalSeconds:F1} s, stored after {storing.TotalSeconds:F1} s; {count} pages, the slowest in {slowest.TotalMilliseconds:F0} ms"
        );
        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBeLessThan(
            400 + 500 + 200,
            "the rooms, and a batch that came while another process counted"
        );
        (await site.Tests.FindAsync(other, Cancellation))!.Verdict.Senders.ShouldBeEmpty();
        var loud = site
            .Log.Lines.Skip(before)
            .Where(line =>
                line.StartsWith("Warning", StringComparison.Ordinal)
                || line.StartsWith("Error", StringComparison.Ordinal)
                || line.Contains("Exception", StringComparison.Ordinal)
            )
            // Of each page of the visitor, flood or not.
            .Where(line => !line.Contains("Cache-Control", StringComparison.Ordinal))
            .ToList();
        loud.Count.ShouldBeLessThan(20, string.Join('\n', loud.Take(40)));
    }

    private static ProbeJudgement Of(SenderVerdict sender) =>
        sender.Probes.Single(judgement => judgement.Probe == OutboundProbeId.Stripped);

    /// <summary>One page after another, each of which must come.</summary>
    private static async Task<(int Count, TimeSpan Slowest)> VisitAsync(
        OutboundSite site,
        string path,
        CancellationToken until
    )
    {
        var (count, slowest) = (0, TimeSpan.Zero);
        while (!until.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            using var response = await site.App.Client.GetAsync(path, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            count++;
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }
        return (count, slowest);
    }

    /// <summary>From one host; gives how many sessions were let in.</summary>
    private static async Task<int> FloodAsync(int host, IPEndPoint target)
    {
        var served = 0;
        await Parallel.ForAsync(
            0,
            SessionsPerHost,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOncePerHost,
                CancellationToken = Cancellation,
            },
            async (_, cancellation) =>
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    socket.Bind(new IPEndPoint(new IPAddress([127, 9, 0, (byte)host]), 0));
                    await socket.ConnectAsync(target, cancellation);
                    await using var stream = new NetworkStream(socket, ownsSocket: false);
                    using var reader = new StreamReader(stream);
                    if (
                        (await reader.ReadLineAsync(cancellation))?.StartsWith(
                            "220",
                            StringComparison.Ordinal
                        ) != true
                    )
                    {
                        return;
                    }
                    await stream.WriteAsync(
                        "EHLO mail.sender.example\r\n"u8.ToArray(),
                        cancellation
                    );
                    await reader.ReadLineAsync(cancellation);
                    Interlocked.Increment(ref served);
                }
                catch (Exception fault) when (fault is SocketException or IOException)
                {
                    // Turned away.
                }
            }
        );
        return served;
    }
}
