using Dashboard.Probes;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Web.Tests.Hosting;

public sealed class RolesSettingTests
{
    [Theory]
    [InlineData(null, Roles.All)]
    [InlineData("", Roles.All)]
    [InlineData("web", Roles.Web)]
    [InlineData("Worker", Roles.Worker)]
    [InlineData("web,worker", Roles.Web | Roles.Worker)]
    [InlineData("web worker receiver", Roles.All)]
    internal void Read_understands_any_set_of_roles(string? setting, Roles expected) =>
        RolesSetting.Read(With(setting)).ShouldBe(expected);

    [Fact]
    public void Read_refuses_a_role_that_does_not_exist() =>
        Should
            .Throw<WrongSettingException>(() => RolesSetting.Read(With("wroker")))
            .Message.ShouldContain("wroker");

    private static IConfiguration With(string? roles) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Roles"] = roles })
            .Build();
}
