//! What the fixed words of the model are called.

use super::Language;
use crate::model::{
    Basis, Category, Confidence, CourseKind, Demanded, Family, FeeComponent, Kind, Leaf, Nature,
    OrganisationKind, OrganiserKind, QualityStep, Reporter, Route, Stage, Status, TermKind, Tier,
};
use crate::names::Names;

/// A text and the language tag that it is really in.
pub fn name(names: &Names, language: Language) -> (&str, &str) {
    let (tag, text) = names.best(language.tag()).unwrap_or((language.tag(), ""));
    (text, tag)
}

macro_rules! labels {
    ($( $(#[doc = $doc:literal])+ $function:ident($Type:ident) { $( $Variant:ident => $zh:literal, $en:literal; )+ } )+) => {
        $(
            $(#[doc = $doc])+
            pub const fn $function(value: $Type, language: Language) -> &'static str {
                match (value, language) {
                    $( ($Type::$Variant, Language::Chinese) => $zh, ($Type::$Variant, Language::English) => $en, )+
                }
            }
        )+
    };
}

labels! {
    /// The steps of the loop that keeps a certificate honest.
    quality_step(QualityStep) {
        Develop => "制定标准", "Develop the standard";
        Teach => "教学", "Teach";
        Assess => "考核", "Assess";
        Evaluate => "评价证书", "Evaluate the certificate";
        FeedBack => "反馈", "Feed back";
        Revise => "修订标准", "Revise the standard";
    }

    /// Who reports a feedback signal.
    reporter(Reporter) {
        Students => "学生和毕业生", "students and graduates";
        Teachers => "教师", "teachers";
        Employers => "用人单位", "employers";
        Assessors => "评价组织", "assessors";
        Researchers => "研究者", "researchers";
    }

    /// The kind of a node.
    kind(Kind) {
        Job => "岗位", "Job";
        Programme => "专业", "Programme";
        Course => "课程", "Course";
        Qualification => "证书", "Certificate";
        Grade => "证书", "Certificate";
        Competition => "竞赛", "Competition";
        Award => "奖项", "Award";
    }

    /// The family of a qualification, short enough for a badge.
    family(Family) {
        Academic => "学历证书", "Academic";
        X => "X 证书 · 教育部", "X certificate · education ministry";
        SkillGrade => "职业技能等级 · 人社部", "Skill grade · human-resources ministry";
        VocationalQualification => "职业资格", "Vocational qualification";
        MicroCredential => "微证书", "Micro-credential";
        Vendor => "企业认证", "Vendor certificate";
    }

    /// What a family is, in a sentence or two.
    family_explained(Family) {
        Academic => "毕业证书或学位，由学校颁发，说明完成了一个学段的学习。",
            "A diploma or degree, given by a school for completing a stage of education.";
        X => "1+X 中的“X”：由培训评价组织开发和颁发的职业技能等级证书，分初级、中级、高级，面向在校学生试点。与人社部的职业技能等级证书同名，但不是同一种证书。",
            "The \"X\" of 1+X: developed and issued by a training-evaluation organisation in three grades, piloted with enrolled students. It shares its Chinese name with the human-resources ministry's skill grades but is another certificate.";
        SkillGrade => "由人社部门备案的评价机构颁发，依据国家职业技能标准，通常分五级/初级工到一级/高级技师。与 X 证书同名，但评价主体和标准都不同：X 高级不等于高级工。",
            "Issued by evaluators filed with the human-resources ministry against the national occupational skill standard, usually from grade five (lowest) to grade one. It shares its Chinese name with the X certificates, but evaluator and standard differ: X advanced is not the same as grade three.";
        VocationalQualification => "国家认可的从业资格，有的是从业的必要条件。",
            "A qualification for an occupation that the state recognises; some are a condition for doing the work.";
        MicroCredential => "对一小段学习成果的评价证明。", "A record of a small, assessed unit of learning.";
        Vendor => "企业就自身产品或技术颁发的认证。", "A firm's certificate about its own products.";
    }

    /// Who issues certificates of a family in general.
    family_issuer(Family) {
        Academic => "学校", "a school";
        X => "培训评价组织", "a training-evaluation organisation";
        SkillGrade => "向人社部门备案的评价机构（用人单位或社会培训评价组织）",
            "an evaluator, an employer or an assessment organisation, that is filed with the human-resources authorities";
        VocationalQualification => "主管部门或它授权的机构",
            "the authority in charge, or a body that it authorises";
        MicroCredential => "开展评价的机构", "whoever did the assessment";
        Vendor => "企业自己", "the firm itself";
    }

    /// How far a fact can be trusted.
    confidence(Confidence) {
        Official => "官方发布", "official";
        College => "院校或机构发布", "published by the college or organisation";
        Republished => "转载，未见原件", "republished copy, original not seen";
        Derived => "由其他事实推得", "derived from other facts";
        Illustrative => "示例，非事实", "illustrative, not a fact";
    }

    /// Whether a record is in force.
    status(Status) {
        Active => "有效", "in force";
        Pilot => "试点", "pilot";
        Withdrawn => "已停止颁发或举办", "withdrawn";
        Superseded => "已被取代", "superseded";
        Illustrative => "示例", "illustrative";
    }

    /// What a placement or alignment rests on.
    basis(Basis) {
        Referencing => "官方对接报告", "official referencing report";
        JointStudy => "联合研究", "joint study";
        Scholarly => "学术研究", "published research";
        Author => "数据作者的建议", "proposed by the data's author";
    }

    /// A leaf of a learning outcome.
    leaf(Leaf) {
        Factual => "事实性知识", "factual knowledge";
        Theoretical => "理论性知识", "theoretical knowledge";
        Cognitive => "认知技能", "cognitive skill";
        Practical => "实践技能", "practical skill";
        Ability => "能力", "ability";
    }

    /// A stage of education.
    stage(Stage) {
        Secondary => "中职", "secondary vocational";
        Associate => "高职专科", "vocational diploma";
        Bachelor => "职业本科", "vocational bachelor";
        Other => "其他", "other";
    }

    /// What a course is made of.
    course_kind(CourseKind) {
        Theory => "理论课", "theory";
        Mixed => "理实一体课", "theory and practice";
        Practice => "实践课", "practice";
    }

    /// Whether a course must be taken.
    nature(Nature) {
        Compulsory => "必修", "compulsory";
        Elective => "专业选修", "elective";
        Open => "公选（面向全校）", "open to all programmes";
    }

    /// A course's part in a programme.
    category(Category) {
        Common => "公共课", "common";
        Foundation => "专业基础课", "foundation";
        Core => "专业核心课", "core";
        Extension => "专业拓展课", "extension";
        Practice => "实践环节", "practical training";
    }

    /// What a term is for.
    term_kind(TermKind) {
        Study => "教学", "study";
        Internship => "岗位实习", "internship";
        Off => "不排课", "off";
    }

    /// A registration route.
    route(Route) {
        PilotCollege => "经试点院校报名", "through a pilot college";
        Social => "以社会考生身份报名", "as a social candidate";
        Open => "直接向评价机构报名", "directly with the evaluation body";
    }

    /// What a fee is for.
    fee_component(FeeComponent) {
        Exam => "考核费", "exam";
        Training => "培训费", "training";
        Entry => "参赛费", "entry";
    }

    /// The tier of a competition.
    tier(Tier) {
        School => "校级", "school";
        Municipal => "市级", "municipal";
        Provincial => "省级", "provincial";
        National => "国家级", "national";
        World => "世界级", "world";
    }

    /// Who holds a competition.
    organiser_kind(OrganiserKind) {
        Government => "政府主办", "held by an authority";
        Industry => "行业主办", "held by industry";
        Association => "协会主办", "held by an association";
        School => "学校主办", "held by a school";
    }

    /// What an organisation is.
    organisation_kind(OrganisationKind) {
        Authority => "主管部门", "authority";
        College => "院校", "college";
        Company => "企业", "company";
        Association => "行业协会", "association";
        Institute => "研究机构", "institute";
        PublicInstitution => "事业单位", "public institution";
        NonProfit => "民办非企业单位", "private non-profit";
    }

    /// How a job asks for a qualification.
    demanded(Demanded) {
        Required => "要求", "required";
        Preferred => "优先", "preferred";
    }
}
