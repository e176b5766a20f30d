using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Probes.Https;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Inbound.MtaSts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Https;

/// <summary>A POST to where a stranger says, and what the stranger can make of it.</summary>
public sealed class HttpsPostTests
{
    private const string Json = "{\"type\":\"test\"}";

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Message_is_posted_once_with_its_fields()
    {
        await using var server = new PolicyServer(PolicyServer.Ok("taken"));
        var seen = await PostAsync(server.Port, ["127.0.0.1"]);

        seen.Status.ShouldBe(200);
        seen.Fault.ShouldBeNull(seen.Detail);
        seen.Address.ShouldBe(IPAddress.Loopback);
        Encoding.UTF8.GetString([.. seen.Body!]).ShouldBe("take");
        server.Connections.ShouldBe(1);
        var request = server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("POST /hook?key=1 HTTP/1.1\r\n");
        request.ShouldContain($"\r\nHost: {PolicyPki.Host}\r\n");
        request.ShouldContain("\r\nwebhook-id: msg_1\r\n");
        request.ShouldContain("\r\nContent-Type: application/json\r\n");
        request.ShouldContain($"\r\nContent-Length: {Json.Length}\r\n");
        request.ShouldContain("\r\nAccept-Encoding: identity\r\n");
        request.ShouldNotContain("Cookie");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_is_a_status_and_is_not_followed(int status)
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var port = ((IPEndPoint)elsewhere.LocalEndpoint).Port;
        await using var server = new PolicyServer(
            $"HTTP/1.1 {status} X\r\nLocation: https://127.0.0.1:{port}/\r\nContent-Length: 3\r\n\r\nabc"
        );
        var seen = await PostAsync(server.Port, ["127.0.0.1"]);

        seen.Status.ShouldBe(status);
        seen.Body.ShouldBeNull();
        server.Connections.ShouldBe(1);
        elsewhere.Pending().ShouldBeFalse();
    }

    /// <summary>A stranger may not read through us what a server says.</summary>
    [Fact]
    public async Task Body_of_an_error_is_not_read()
    {
        await using var server = new PolicyServer(
            "HTTP/1.1 503 X\r\nRetry-After: 120\r\nContent-Length: 3\r\n\r\nabc"
        );
        var seen = await PostAsync(server.Port, ["127.0.0.1"]);

        seen.Status.ShouldBe(503);
        seen.RetryAfter.ShouldBe("120");
        seen.Body.ShouldBeNull();
    }

    [Theory]
    [InlineData("drips")]
    [InlineData("breaks off")]
    public async Task Body_that_does_not_come_leaves_the_status(string what)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = new PolicyServer(
            (stream, cancellation) =>
                what == "drips"
                    ? PolicyServer.DripAsync(
                        stream,
                        clock,
                        Short,
                        3,
                        TimeSpan.FromSeconds(1),
                        cancellation
                    )
                    : stream
                        .WriteAsync(
                            "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"u8.ToArray(),
                            cancellation
                        )
                        .AsTask()
        );
        var seen = await PostAsync(server.Port, ["127.0.0.1"], timeout: Short, time: clock);

        seen.Status.ShouldBe(200);
        seen.Fault.ShouldBeNull();
        seen.Body.ShouldBeNull();
    }

    [Fact]
    public async Task Body_without_an_end_is_cut()
    {
        await using var server = Endless(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "400\r\n" + new string('x', 1024) + "\r\n"
        );
        var seen = await PostAsync(server.Port, ["127.0.0.1"]);

        seen.Status.ShouldBe(200);
        Encoding.UTF8.GetString([.. seen.Body!]).ShouldBe("xxxx");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Bomb: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n")]
    [InlineData("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")]
    public async Task Header_fields_without_an_end_are_too_large(string beginning, string again)
    {
        await using var server = Endless(beginning, again);
        var seen = await PostAsync(server.Port, ["127.0.0.1"]);

        seen.Fault.ShouldBe(HttpsFault.TooLarge);
        seen.Status.ShouldBeNull();
    }

    [Fact]
    public async Task Silence_is_too_slow_and_no_other_address_gets_the_message()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = new PolicyServer(
            (_, cancellation) =>
            {
                clock.Advance(Short);
                return Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        var seen = await PostAsync(
            server.Port,
            ["127.0.0.1", "127.0.0.2"],
            timeout: Short,
            time: clock
        );

        seen.Fault.ShouldBe(HttpsFault.TooSlow);
        seen.Address.ShouldBe(IPAddress.Loopback);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Connection_that_is_lost_before_the_answer_is_called_so()
    {
        await using var server = new PolicyServer((_, _) => Task.CompletedTask);
        (await PostAsync(server.Port, ["127.0.0.1"])).Fault.ShouldBe(HttpsFault.ConnectionLost);
    }

    [Fact]
    public async Task Next_address_is_tried_where_one_is_refused()
    {
        await using var server = new PolicyServer(PolicyServer.Ok("x"));
        (await PostAsync(server.Port, ["127.99.0.1", "127.0.0.1"])).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("other name")]
    [InlineData("expired")]
    public async Task Certificate_that_does_not_hold_gets_no_message(string what)
    {
        var certificate = what switch
        {
            "stranger" => PolicyPki.Leaf(issuer: PolicyPki.Stranger),
            "other name" => PolicyPki.Leaf("www.example.nl"),
            _ => PolicyPki.Leaf(until: DateTimeOffset.UtcNow.AddDays(-1)),
        };
        await using var server = new PolicyServer(PolicyServer.Ok("x"), certificate);
        var seen = await PostAsync(server.Port, ["127.0.0.1"]);

        seen.Fault.ShouldBe(HttpsFault.CertificateInvalid);
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:7f00:1::1")]
    [InlineData("fd00::1")]
    public async Task Reserved_address_is_never_connected_to(string address)
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var seen = await PostAsync(
            ((IPEndPoint)inside.LocalEndpoint).Port,
            [address],
            allowReserved: false
        );

        seen.Fault.ShouldBe(HttpsFault.HostReserved);
        seen.Address.ShouldBeNull();
        inside.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task No_address_is_a_host_that_is_missing() =>
        (await PostAsync(443, [])).Fault.ShouldBe(HttpsFault.HostMissing);

    [Fact]
    public async Task Stop_of_our_own_is_no_fault_of_the_other_side()
    {
        using var enough = new CancellationTokenSource();
        await using var server = new PolicyServer(
            async (_, cancellation) =>
            {
                await enough.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        (await PostAsync(server.Port, ["127.0.0.1"], stop: enough.Token)).Fault.ShouldBe(
            HttpsFault.OwnLimit
        );
    }

    private static async Task<HttpsPostOutcome> PostAsync(
        int port,
        string[] addresses,
        bool allowReserved = true,
        TimeSpan? timeout = null,
        CancellationToken? stop = null,
        TimeProvider? time = null
    )
    {
        using var post = new HttpsPost(
            null!,
            new()
            {
                Port = port,
                TrustedRoots = PolicyPki.RootFile,
                ConnectTimeout = TimeSpan.FromMinutes(1),
                Timeout = timeout ?? TimeSpan.FromMinutes(1),
            },
            Options.Create(new ProbeOptions { AllowReservedAddresses = allowReserved }),
            time ?? TimeProvider.System
        );
        var all = addresses.Select(IPAddress.Parse).ToList();
        return await post.PostAsync(
            new(
                DomainName.Parse(PolicyPki.Host),
                "/hook?key=1",
                new Dictionary<string, string> { ["webhook-id"] = "msg_1" },
                Encoding.UTF8.GetBytes(Json)
            )
            {
                MostBody = 4,
            },
            FetchUnderTest.Lookup(
                DnsRecordType.A,
                [.. all.Where(a => a.AddressFamily == AddressFamily.InterNetwork)]
            ),
            FetchUnderTest.Lookup(
                DnsRecordType.Aaaa,
                [.. all.Where(a => a.AddressFamily == AddressFamily.InterNetworkV6)]
            ),
            stop ?? TestContext.Current.CancellationToken
        );
    }

    private static PolicyServer Endless(string beginning, string again) =>
        new(
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellation);
                var more = Encoding.ASCII.GetBytes(again);
                while (true)
                {
                    await stream.WriteAsync(more, cancellation);
                }
            }
        );
}
