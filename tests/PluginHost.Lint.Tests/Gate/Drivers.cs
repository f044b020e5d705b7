using PluginHost.Lint.Compiling;
using PluginHost.Lint.Gate;

namespace PluginHost.Lint.Tests.Gate;

/// <summary>Sources of drivers, and a gate to put them through.</summary>
internal static class Drivers
{
    /// <summary>Takes what it is lent and returns it.</summary>
    public const string Clean = """
        #!/usr/bin/env dotnet
        #:property PublishAot=false
        using PluginHost;

        [DeviceDriver("lamp")]
        public sealed class LampDriver : IDeviceDriver
        {
            public IReadOnlyList<Setting> Settings => [];

            public DriverPlan Plan(ISettings settings) => new();

            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
                new LampConnection(await attempt.Transports.ConnectAsync("127.0.0.1", 4000, deadline));
        }

        internal sealed class LampConnection(IStreamTransport stream) : IDeviceConnection
        {
            public IReadOnlyList<Rhythm> Rhythms => [];

            public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

            public ValueTask DisposeAsync() => stream.DisposeAsync();
        }
        """;

    /// <summary>Loses a connection in line 5, column 28.</summary>
    public const string Leaking = """
        public sealed class Lamp : IDisposable
        {
            private System.Net.Sockets.TcpClient? _tcp = new();

            public void Broken() { _tcp = null; }

            public void Dispose() => _tcp?.Dispose();
        }
        """;

    public static Task<Examination> ExamineAsync(string text) => ExamineAsync(new DriverGate(), text, TestContext.Current.CancellationToken);

    public static Task<Examination> ExamineAsync(DriverGate gate, string text, CancellationToken limit) =>
        gate.ExamineAsync([new SourceFile("/plugins/lamp.cs", text)], ReferenceAssemblies.All, limit);
}
