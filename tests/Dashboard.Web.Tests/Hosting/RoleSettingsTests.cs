using Dashboard.Probes.Dns;
using Dashboard.Web.Components;
using Dashboard.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>
/// Of a section that nobody bound the framework gives the values of the program, and says nothing: what the operator wrote would count
/// in a process with every role and not in one with a single role.
/// </summary>
public sealed class RoleSettingsTests
{
    [Theory]
    [InlineData("web")]
    [InlineData("worker")]
    [InlineData("receiver")]
    public async Task Every_section_that_a_role_reads_is_bound_in_it(string role)
    {
        IReadOnlyList<string>? unbound = null;

        await using var app = DashboardHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=9;Username=none;Database=none",
                $"--Roles={role}",
                "--ProbeZone:Name=probe.example",
                "--ProbeZone:NameServers=192.0.2.1",
            ],
            builder => unbound = Unbound(builder.Services)
        );

        unbound.ShouldNotBeNull().ShouldBeEmpty();
    }

    /// <summary>A test of the test.</summary>
    [Fact]
    public void Section_that_nobody_bound_is_seen()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ReadsQueue>();

        Unbound(services).ShouldBe([nameof(QueueOptions)]);
    }

    private static IReadOnlyList<string> Unbound(IServiceCollection services) =>
        [
            .. services
                .Select(service =>
                    service.IsKeyedService
                        ? service.KeyedImplementationType
                        : service.ImplementationType
                )
                .OfType<Type>()
                .SelectMany(type => type.GetConstructors())
                .SelectMany(constructor => constructor.GetParameters())
                .Select(parameter => parameter.ParameterType)
                .Where(type =>
                    type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOptions<>)
                )
                .Select(type => type.GetGenericArguments()[0])
                .Where(options =>
                    options.Assembly == typeof(App).Assembly
                    || options.Assembly == typeof(DnsOptions).Assembly
                )
                .Distinct()
                .Where(options =>
                    !services.Any(service =>
                        service.ServiceType == typeof(IValidateOptions<>).MakeGenericType(options)
                    )
                )
                .Select(options => options.Name),
        ];

    private sealed class ReadsQueue(IOptions<QueueOptions> options)
    {
        public TimeSpan LostAfter => options.Value.LostAfter;
    }
}
