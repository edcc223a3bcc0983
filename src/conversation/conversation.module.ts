import { Global, Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { InboxHandler } from '../messages/inbox-handler.port.js';
import { PeopleModule } from '../people/people.module.js';
import { RatingsModule } from '../ratings/ratings.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AdviceModule } from '../understanding/advice/advice.module.js';
import { UnderstandingModule } from '../understanding/understanding.module.js';
import { AnnouncementService } from './announcement.service.js';
import { CaseActsService } from './case-acts.service.js';
import { CaseStoryService } from './case-story.service.js';
import { CaseTimersService } from './case-timers.service.js';
import { CaseWishesService } from './case-wishes.service.js';
import { CastService } from './cast.service.js';
import { CategoryLessonsService } from './category-lessons.service.js';
import { ConcernedService } from './concerned.service.js';
import { ContentTurnService } from './content-turn.service.js';
import { ConversationRepository } from './conversation.repository.js';
import { AddToCaseDialog } from './dialogs/add-to-case.dialog.js';
import { BindHomeDialog } from './dialogs/bind-home.dialog.js';
import { CaseDialogs } from './dialogs/case-dialogs.js';
import { ChangeCategoryDialog } from './dialogs/change-category.dialog.js';
import { ExtendDeadlineDialog } from './dialogs/extend-deadline.dialog.js';
import { FollowUpDialog } from './dialogs/follow-up.dialog.js';
import { ForwardReportsDialog } from './dialogs/forward-reports.dialog.js';
import { HandOverAllDialog } from './dialogs/hand-over-all.dialog.js';
import { InviteColleagueDialog } from './dialogs/invite-colleague.dialog.js';
import { JoinCasesDialog } from './dialogs/join-cases.dialog.js';
import { JoinNeighbourDialog } from './dialogs/join-neighbour.dialog.js';
import { ListCasesDialog } from './dialogs/list-cases.dialog.js';
import { RateCaseDialog } from './dialogs/rate-case.dialog.js';
import { ReportDialogs } from './dialogs/report-dialogs.js';
import { ReportProblemDialog } from './dialogs/report-problem.dialog.js';
import { SeveralCasesDialog } from './dialogs/several-cases.dialog.js';
import { SmallTalkDialog } from './dialogs/small-talk.dialog.js';
import { StaffDialogs } from './dialogs/staff-dialogs.js';
import { StandBesideDialog } from './dialogs/stand-beside.dialog.js';
import { WorkCaseDialog } from './dialogs/work-case.dialog.js';
import { DialogsService } from './dialogs.service.js';
import { DoubtService } from './doubt.service.js';
import { EmergencyRelayService } from './emergency-relay.service.js';
import { EnquiriesService } from './enquiries.service.js';
import { ForwardedReportService } from './forwarded-report.service.js';
import { HandOverService } from './hand-over.service.js';
import { MattersService } from './matters.service.js';
import { NeighboursService } from './neighbours.service.js';
import { OpeningAnswerService } from './opening-answer.service.js';
import { PassOverService } from './pass-over.service.js';
import { PlaceOfCaseService } from './place-of-case.service.js';
import { PointingService } from './pointing.service.js';
import { RecentCasesService } from './recent-cases.service.js';
import { ReportFactsService } from './report-facts.service.js';
import { ReportOpeningService } from './report-opening.service.js';
import { Retention } from './retention.service.js';
import { SecondLookService } from './second-look.service.js';
import { SharedPlaceService } from './shared-place.service.js';
import { SilentAnswersService } from './silent-answers.service.js';
import { SubjectsService } from './subjects.service.js';
import { TextTurnService } from './text-turn.service.js';
import { TurnReadModel } from './turn.read-model.js';
import { TurnService } from './turn.service.js';
import { TurnEdge, TurnLoader } from './turn-loader.service.js';
import { WhichCaseService } from './which-case.service.js';
import { WrittenDownService } from './written-down.service.js';

/** Turns, dialogs and everything that is said. Global, because the inbox hands it every message. */
@Global()
@Module({
  imports: [
    AdviceModule,
    CasesModule,
    PeopleModule,
    RatingsModule,
    TerritoryModule,
    UnderstandingModule,
  ],
  providers: [
    TurnService,
    TurnLoader,
    TurnEdge,
    TextTurnService,
    ContentTurnService,
    SharedPlaceService,
    ConversationRepository,
    TurnReadModel,
    DialogsService,
    ReportDialogs,
    ReportProblemDialog,
    StandBesideDialog,
    NeighboursService,
    JoinNeighbourDialog,
    JoinCasesDialog,
    SilentAnswersService,
    StaffDialogs,
    CaseActsService,
    ReportFactsService,
    SubjectsService,
    PassOverService,
    CaseDialogs,
    CaseWishesService,
    FollowUpDialog,
    AddToCaseDialog,
    SeveralCasesDialog,
    RateCaseDialog,
    BindHomeDialog,
    SmallTalkDialog,
    WorkCaseDialog,
    ChangeCategoryDialog,
    ExtendDeadlineDialog,
    HandOverAllDialog,
    CategoryLessonsService,
    ListCasesDialog,
    InviteColleagueDialog,
    ForwardReportsDialog,
    AnnouncementService,
    CaseTimersService,
    Retention,
    CaseStoryService,
    CastService,
    ConcernedService,
    ForwardedReportService,
    HandOverService,
    PlaceOfCaseService,
    MattersService,
    DoubtService,
    EnquiriesService,
    SecondLookService,
    OpeningAnswerService,
    PointingService,
    RecentCasesService,
    WhichCaseService,
    ReportOpeningService,
    EmergencyRelayService,
    WrittenDownService,
    { provide: InboxHandler, useExisting: TurnService },
  ],
  exports: [InboxHandler, AnnouncementService, Retention, CategoryLessonsService],
})
export class ConversationModule {}
