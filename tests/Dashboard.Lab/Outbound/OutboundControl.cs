using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// How the lab's senders are told what to do: HTTP on a Unix socket, for the tests and the lab's page of the site.
/// <code>
/// GET  /senders                     [{ "name": "postfix-dane", "title": "Postfix (dane)", … }]
/// POST /senders/{name}/messages     { "recipients": ["test@…"], "subject": "…", "body": "…" }
/// POST /senders/{name}/reports      { "mailbox": "tls-reports@…", "domain": "…" }
/// POST /senders/{name}/flush
/// GET  /senders/{name}/idle         true where no attempt is under way
/// GET  /senders/{name}/queue        text
/// GET  /senders/{name}/log          text
/// POST /resolvers/forget            what the resolvers hold has expired
/// GET  /health                      200, or 503 with the parts that ended
/// </code>
/// </summary>
internal static class OutboundControl
{
    public static WebApplication Create(OutboundLabInside lab, string socket)
    {
        File.Delete(socket);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var app = builder.Build();
        app.MapGet(
            "/health",
            () =>
                lab.Ended().ToList() is { Count: > 0 } ended
                    ? Results.Text(string.Join('\n', ended), statusCode: 503)
                    : Results.Text("ok")
        );
        app.MapGet(
            "/senders",
            () =>
                lab.Senders.Select(sender => new SenderDescription(
                    sender.Mta.Name,
                    sender.Mta.Title,
                    sender.Mta.Domain.Value,
                    sender.Mta.Address.ToString(),
                    sender.Version
                ))
        );
        app.MapPost(
            "/senders/{name}/messages",
            (string name, LabMessage message, CancellationToken cancellation) =>
                WithAsync(name, sender => sender.SendAsync(message, cancellation))
        );
        app.MapPost(
            "/senders/{name}/reports",
            (string name, LabReport report, CancellationToken cancellation) =>
                WithAsync(
                    name,
                    sender =>
                        sender.SendAsync(
                            report.Message(sender.Mta, DateTimeOffset.UtcNow),
                            cancellation
                        )
                )
        );
        app.MapPost(
            "/senders/{name}/flush",
            (string name, CancellationToken cancellation) =>
                WithAsync(name, sender => sender.FlushAsync(cancellation))
        );
        app.MapGet(
            "/senders/{name}/idle",
            async (string name, CancellationToken cancellation) =>
                lab.Sender(name) is { } sender
                    ? Results.Json(await sender.IsIdleAsync(cancellation))
                    : Results.NotFound()
        );
        app.MapPost(
            "/resolvers/forget",
            async (CancellationToken cancellation) =>
            {
                await lab.ForgetAsync(cancellation);
                return Results.NoContent();
            }
        );
        app.MapGet(
            "/senders/{name}/queue",
            (string name, CancellationToken cancellation) =>
                TextAsync(name, sender => sender.QueueAsync(cancellation))
        );
        app.MapGet(
            "/senders/{name}/log",
            (string name, CancellationToken cancellation) =>
                TextAsync(name, sender => sender.LogAsync(cancellation))
        );
        return app;

        async Task<IResult> WithAsync(string name, Func<ISender, Task> act)
        {
            if (lab.Sender(name) is not { } sender)
            {
                return Results.NotFound();
            }
            try
            {
                await act(sender);
                return Results.NoContent();
            }
            catch (Exception failure)
                when (failure is InvalidOperationException or IOException or Win32Exception)
            {
                return Results.Text(failure.Message, statusCode: 500);
            }
        }

        async Task<IResult> TextAsync(string name, Func<ISender, Task<string>> read) =>
            lab.Sender(name) is { } sender ? Results.Text(await read(sender)) : Results.NotFound();
    }
}
