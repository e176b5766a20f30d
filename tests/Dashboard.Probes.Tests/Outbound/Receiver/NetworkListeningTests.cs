using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Receiver.Certificates;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Listeners on networks: the address a client came to says which listener it meets, and whose test it is.</summary>
public sealed class NetworkListeningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Network_that_cannot_be_listened_on_is_named_by_its_setting()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Any, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var options = Options(
            Listener(ListenerBehaviour.Normal, "127.77.0.0/16", "198.18.0.0/16", port)
        );
        await using var receiver = new SmtpReceiver(
            options,
            new ReceiverCertificates(options, TimeProvider.System),
            new TestDirectory(),
            new TestEvidence(),
            new AbsentDns(),
            mailbox: null,
            new RecentQuestions(TimeProvider.System),
            TimeProvider.System,
            new LogCollector()
        );

        var fault = await Should.ThrowAsync<WrongSettingException>(() =>
            receiver.StartAsync(Cancellation)
        );

        fault.Message.ShouldContain($"Receiver:Listen:normal (127.77.0.0/16:{port})");
    }

    [Fact]
    public async Task Address_within_a_network_chooses_the_listener_and_is_seen_as_senders_see_it()
    {
        var port = ServerProcess.FreePort();
        var evidence = new TestEvidence();
        var options = Options(
            Listener(ListenerBehaviour.Normal, "127.77.0.0/16", "198.18.0.0/16", port),
            Listener(ListenerBehaviour.NoStartTls, "127.77.5.0/24", "127.77.5.0/24", port)
        );
        await using var receiver = new SmtpReceiver(
            options,
            new ReceiverCertificates(options, TimeProvider.System),
            new TestDirectory(),
            evidence,
            new AbsentDns(),
            mailbox: null,
            new RecentQuestions(TimeProvider.System),
            TimeProvider.System,
            new LogCollector()
        );
        await receiver.StartAsync(Cancellation);

        var wide = await GreetAndQuitAsync("127.77.9.8", port);
        var narrow = await GreetAndQuitAsync("127.77.5.8", port);
        var elsewhere = await GreetAndQuitAsync("127.78.0.1", port);

        wide.ShouldContain("STARTTLS");
        narrow.ShouldNotContain("STARTTLS");
        elsewhere.ShouldBeEmpty();
        var first = await evidence.EndedAsync(
            Cancellation,
            s => s.Listener == ListenerBehaviour.Normal
        );
        first.LocalAddress.ShouldBe(IPAddress.Parse("198.18.9.8"));
        var second = await evidence.EndedAsync(
            Cancellation,
            s => s.Listener == ListenerBehaviour.NoStartTls
        );
        second.LocalAddress.ShouldBe(IPAddress.Parse("127.77.5.8"));
    }

    [Fact]
    public async Task Full_test_delivered_all_at_once_is_taken_from_one_source()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();

        await Task.WhenAll(
            test.Hosts.Where(host =>
                    OutboundProbes.Get(host.Probe).Host(host.Role).Listener
                    == ListenerBehaviour.Normal
                )
                .Select(async host =>
                {
                    var setup = OutboundProbes.Get(host.Probe).Host(host.Role);
                    await using var client = await RawClient.GreetAsync(
                        receiver.At(ReceiverListenerNames.Of(setup.Listener, setup.Certificate)),
                        Cancellation,
                        host.Name.Value
                    );
                    await client.StartTlsAsync(host.Name.Value);
                    await client.SayAsync($"EHLO {host.Name.Value}");
                    await client.SayAsync("MAIL FROM:<a@sender.example>");
                    await client.SayAsync(
                        $"RCPT TO:<{test.Names.Recipient(host.Probe, test.Token)}>"
                    );
                    await client.SayAsync("QUIT");
                })
        );

        foreach (var host in test.Hosts)
        {
            var setup = OutboundProbes.Get(host.Probe).Host(host.Role);
            if (setup.Listener != ListenerBehaviour.Normal)
            {
                continue;
            }
            var session = await receiver.Evidence.EndedAsync(
                Cancellation,
                s => s.Ehlo == host.Name.Value
            );
            session.End.ShouldBe(SessionEnd.Quit);
            session.Certificate.ShouldBe(setup.Certificate);
            session.Tls!.ServerName.ShouldBe(host.Name.Value);
            var recipient = session.Transactions.ShouldHaveSingleItem().Recipients[0];
            recipient.Probe.ShouldBe(host.Probe);
            recipient.Accepted.ShouldBe(!setup.MustNotReceive);
        }
    }

    private static async Task<string> GreetAndQuitAsync(string address, int port)
    {
        await using var client = await RawClient.ConnectAsync(
            new IPEndPoint(IPAddress.Parse(address), port),
            Cancellation
        );
        try
        {
            await client.SendAsync("EHLO client.example\r\nQUIT\r\n");
        }
        catch (IOException)
        {
            // Closed unanswered.
        }
        return await client.RestAsync();
    }

    private static ReceiverListener Listener(
        ListenerBehaviour behaviour,
        string local,
        string outside,
        int port
    ) =>
        new(
            behaviour,
            ReceiverCertificate.Ordinary,
            [new ListenRange(IPNetwork.Parse(local), port, IPNetwork.Parse(outside))]
        );

    private static ReceiverOptions Options(params IReadOnlyList<ReceiverListener> listeners) =>
        new()
        {
            Zone = TestDirectory.Zone,
            HostName = TestDirectory.Zone,
            CertificateFolder = SharedCertificates.Folder,
            Listeners = listeners,
        };
}
