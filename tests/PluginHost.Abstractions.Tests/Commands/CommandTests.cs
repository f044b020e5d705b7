namespace PluginHost.Abstractions.Tests.Commands;

public sealed class CommandTests
{
    [Fact]
    public void Outcome_SetTwice_FirstStands()
    {
        var command = new Command(Entity.Switch("power"), true);
        Assert.Null(command.Outcome);

        command.Busy("The projector is warming up.");
        command.Complete();

        Assert.Equal(new CommandOutcome(CommandStatus.Busy, "The projector is warming up."), command.Outcome);
    }

    [Fact]
    public void Batch_GivesTheCommandsInOrderAndTheirKey()
    {
        var light = Entity.Light("hall") with { BatchKey = "3" };
        Command[] commands = [new(light, true), new(light, false)];

        var batch = new CommandBatch(commands);

        Assert.Equal("3", batch.Key);
        Assert.Equal(2, batch.Count);
        Assert.Same(commands[1], batch[1]);
        Assert.Equal(commands, batch);
    }
}
